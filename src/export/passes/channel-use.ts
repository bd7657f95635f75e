/**
 * Which channels of a graph's values reach an output at all. After training with weight decay many do not: every kernel
 * that reads them has zeros for them.
 */
import { integerOf, type Graph, type Node } from '../graph.ts';
import { sizeOf, type TensorData } from '../tensor-data.ts';

/** How a node's output channels come from its inputs' channels; others than these read and make whole values. */
export type ChannelRole =
  /** Each output channel from any input channels. */
  | 'conv'
  /** Output channel c from the inputs' channels c. */
  | 'each'
  /** The inputs' channels one after the other. */
  | 'concat';

/** Of one tensor, or of two of one shape; or of one and constants. */
const CHANNELWISE = new Set([
  ...['Relu', 'Clip', 'Sigmoid', 'Tanh', 'HardSwish', 'HardSigmoid', 'LeakyRelu', 'Add', 'Mul'],
  ...['BatchNormalization', 'AveragePool', 'GlobalAveragePool'],
]);

export interface ChannelUse {
  /** Of the nodes whose channels are followed. */
  roles: ReadonlyMap<Node, ChannelRole>;
  /** 1 for channels that are kept, of values whose channels are known. */
  kept: ReadonlyMap<string, Uint8Array>;
}

/** Honest networks settle in a few rounds; a file that means harm may not. */
const MOST_ROUNDS = 16;

/** Kernels of so many channels are kept that GPUs' reads by fours stay whole. */
const STEP = 4;

/** Undefined where that is not found out soon. */
export function channelUse(graph: Graph): ChannelUse | undefined {
  const kept = new Map<string, Uint8Array>();
  const roles = new Map<Node, ChannelRole>();
  for (const { name, shape } of graph.inputs) {
    if (shape.length === 4) kept.set(name, new Uint8Array(shape[1]!).fill(1));
  }
  for (const node of graph.nodes) {
    const [role, channels] = roleOf(node, graph.constants, kept);
    if (role) {
      roles.set(node, role);
      kept.set(node.outputs[0]!, new Uint8Array(channels));
    } else for (const input of node.inputs) kept.get(input)?.fill(1);
  }
  for (const { name } of graph.outputs) kept.get(name)?.fill(1);
  const reads = new Map(
    graph.nodes.filter((node) => isConv(node, roles)).map((node) => [node, readsOf(node, graph.constants)]),
  );
  const nodes = graph.nodes.toReversed();
  let rounds = 0;
  const settle = () => {
    for (let isMore = true; isMore && rounds < MOST_ROUNDS; rounds++) {
      isMore = false;
      for (const node of nodes) isMore = spread(node, roles.get(node), kept, reads.get(node)) || isMore;
    }
  };
  settle();
  for (const node of nodes) if (isConv(node, roles)) roundUp(kept.get(node.outputs[0]!)!);
  settle();
  if (rounds === MOST_ROUNDS) return undefined;
  return { roles, kept };
}

const isConv = (node: Node, roles: ReadonlyMap<Node, ChannelRole>): boolean => roles.get(node) === 'conv';

type Constants = Graph['constants'];

function roleOf(
  { op, inputs, attributes }: Node,
  constants: Constants,
  known: ReadonlyMap<string, Uint8Array>,
): [ChannelRole, number] | [undefined] {
  const tensors = inputs.filter((name) => name !== '' && !constants.has(name));
  const counts = tensors.map((name) => known.get(name)?.length);
  const [count] = counts;
  if (count === undefined || counts.includes(undefined)) return [undefined];
  if (op === 'Conv') {
    const [out = 0, perGroup] = constants.get(inputs[1]!)?.shape ?? [];
    const group = integerOf(attributes, 'group', 1);
    if (tensors.length > 1 || out === 0) return [undefined];
    if (group === 1) return ['conv', out];
    return perGroup === 1 && out === group && group === count ? ['each', out] : [undefined];
  }
  if (op === 'Concat' && integerOf(attributes, 'axis', 0) === 1 && tensors.length === inputs.length) {
    return ['concat', counts.reduce<number>((sum, each) => sum + each!, 0)];
  }
  const isEach = CHANNELWISE.has(op) || (op === 'ReduceMean' && isSpatial(attributes));
  const fits =
    counts.every((each) => each === count) &&
    inputs.every((name) => isPerChannel(constants.get(name), count));
  return isEach && fits ? ['each', count] : [undefined];
}

function isSpatial(attributes: Node['attributes']): boolean {
  const { axes } = attributes;
  return (
    axes?.kind === 'ints' &&
    axes.value.every((axis) => axis >= 2) &&
    integerOf(attributes, 'keepdims', 1) === 1
  );
}

/** No constant, one number, or a number for each channel. */
function isPerChannel(constant: TensorData | undefined, count: number): boolean {
  if (!constant) return true;
  const { shape } = constant;
  return sizeOf(shape) === 1 || (sizeOf(shape) === count && (shape.length === 1 || shape.at(-3) === count));
}

/** 1 where output channel i reads input channel j, at i · inputs + j. */
function readsOf({ inputs }: Node, constants: Constants): Uint8Array {
  const { shape, data } = constants.get(inputs[1]!)!;
  const area = sizeOf(shape.slice(2));
  const reads = new Uint8Array(shape[0]! * shape[1]!);
  for (let pair = 0, i = 0; pair < reads.length; pair++) {
    const end = (pair + 1) * area;
    while (i < end && data[i] === 0) i++;
    if (i < end) reads[pair] = 1;
    i = end;
  }
  return reads;
}

/** Keeps what the node's kept channels need; true when that is more than before. */
function spread(
  { inputs, outputs }: Node,
  role: ChannelRole | undefined,
  kept: ReadonlyMap<string, Uint8Array>,
  reads: Uint8Array | undefined,
): boolean {
  const output = kept.get(outputs[0]!);
  const sources = inputs.map((name) => kept.get(name)).filter((flags) => flags !== undefined);
  if (!role || !output) return false;
  if (role === 'conv') return needed(output, sources[0]!, reads!);
  let isMore = false;
  let from = 0;
  for (const source of sources) {
    isMore = equalize(output.subarray(from, from + source.length), source) || isMore;
    if (role === 'concat') from += source.length;
  }
  return isMore;
}

function needed(output: Uint8Array, source: Uint8Array, reads: Uint8Array): boolean {
  let isMore = false;
  for (let i = 0; i < output.length; i++) {
    for (let j = 0; output[i] && j < source.length; j++) {
      if (source[j] || !reads[i * source.length + j]) continue;
      source[j] = 1;
      isMore = true;
    }
  }
  return isMore;
}

function equalize(a: Uint8Array, b: Uint8Array): boolean {
  let isMore = false;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === b[i]) continue;
    a[i] = b[i] = 1;
    isMore = true;
  }
  return isMore;
}

function roundUp(flags: Uint8Array): void {
  let count = flags.reduce((sum, flag) => sum + flag, 0);
  for (let i = 0; i < flags.length && (count % STEP !== 0 || count === 0); i++) {
    if (flags[i]) continue;
    flags[i] = 1;
    count++;
  }
}
