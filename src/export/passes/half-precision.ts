/** Rewrites a float32 graph to compute in float16: half the bytes, and faster where the adapter has shader-f16. */
import { int, type Graph, type Node } from '../graph.ts';
import { floatToHalf, HALF_MAX } from '../float16.ts';
import { onnxTypes } from '../onnx-fields.ts';
import type { TensorData } from '../tensor-data.ts';

export interface HalfGraph {
  graph: Graph;
  /** Constants of which values lay outside float16 and were clamped to ±65504, with how many. */
  clamped: ReadonlyMap<string, number>;
}

type Precision = 'single' | 'half';

/**
 * Graph inputs and outputs stay float32, and so does all that nodes marked as single read and make. Where a value made
 * in one precision is read in the other stands one Cast; a constant read in both is stored in both. Integers, truth
 * values and the scales of Resize stay as they are.
 */
export function toHalfPrecision(graph: Graph): HalfGraph {
  const floats = floatValues(graph);
  const read = reads(graph);
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  const single = new Set([
    ...graph.inputs.map(({ name }) => name),
    ...[...graph.constants.keys()].filter((name) => read.single.has(name)),
    ...graph.nodes.filter((node) => node.single).flatMap((node) => node.outputs),
  ]);
  /** A value's name in the given precision: its own in the one it is made in, or for outputs in single. */
  const named = (name: string, precision: Precision): string => {
    const own: Precision = single.has(name) || outputs.has(name) ? 'single' : 'half';
    return !floats.has(name) || precision === own ? name : `${name}:${precision}`;
  };
  const crossing = (name: string): Node[] => {
    const [from, to] = single.has(name) ? (['single', 'half'] as const) : (['half', 'single'] as const);
    return floats.has(name) && read[to].has(name) ? [cast(named(name, from), named(name, to), to)] : [];
  };
  const rewritten = (node: Node): Node => ({
    ...(node.single ? node : castingToHalf(node)),
    inputs: node.inputs.map((name, i) => named(name, precisionOf(node, i))),
    outputs: node.outputs.map((name) => named(name, node.single ? 'single' : 'half')),
  });
  const clamped = new Map<string, number>();
  const constants = new Map<string, TensorData>();
  for (const [name, data] of graph.constants) {
    if (data.type !== 'float32' || read.single.has(name)) constants.set(name, data);
    if (data.type === 'float32' && read.half.has(name)) {
      constants.set(named(name, 'half'), toHalf(name, data, clamped));
    }
  }
  const nodes = [
    ...graph.inputs.flatMap(({ name }) => crossing(name)),
    ...graph.nodes.flatMap((node) => [rewritten(node), ...node.outputs.flatMap(crossing)]),
  ];
  return { graph: { ...graph, constants, nodes }, clamped };
}

/** In which a node reads its input `i`, if that is a float: ONNX wants Resize's roi and scales in float32 in any case. */
const precisionOf = ({ op, single }: Node, i: number): Precision =>
  single || (op === 'Resize' && i > 0) ? 'single' : 'half';

/** Values that are read in each of the precisions; outputs of the graph are so in single. */
function reads({ nodes, outputs }: Graph): Record<Precision, ReadonlySet<string>> {
  const read = { single: new Set(outputs.map(({ name }) => name)), half: new Set<string>() };
  for (const node of nodes) node.inputs.forEach((name, i) => read[precisionOf(node, i)].add(name));
  return read;
}

/** Operators of truth values and indices; what the others make is of the type of what they take. */
const NOT_FLOAT = new Set(['Equal', 'Greater', 'Less', 'Not', 'And', 'Or', 'ArgMax', 'Shape']);

function floatValues({ inputs, nodes, constants }: Graph): Set<string> {
  const floats = new Set(inputs.filter(({ type }) => type === 'float32').map(({ name }) => name));
  for (const [name, { type }] of constants) if (type === 'float32') floats.add(name);
  for (const node of nodes) {
    const [first = '', second = ''] = node.inputs;
    const isLikeInput = floats.has(node.op === 'Where' ? second : first) && !NOT_FLOAT.has(node.op);
    if (node.op === 'Cast' ? castsToSingle(node) : isLikeInput) {
      node.outputs.forEach((name) => floats.add(name));
    }
  }
  return floats;
}

const castsToSingle = ({ op, attributes }: Node): boolean =>
  op === 'Cast' && attributes['to']?.value === onnxTypes.float32;

const castingToHalf = (node: Node): Node =>
  castsToSingle(node) ? { ...node, attributes: { to: int(onnxTypes.float16) } } : node;

const cast = (from: string, to: string, precision: Precision): Node => ({
  op: 'Cast',
  inputs: [from],
  outputs: [to],
  attributes: { to: int(precision === 'half' ? onnxTypes.float16 : onnxTypes.float32) },
});

function toHalf(
  name: string,
  { shape, data }: TensorData<'float32'>,
  clamped: Map<string, number>,
): TensorData {
  let outside = 0;
  const half = new Uint16Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    // Infinities stay: they are meant (bounds of Clip, masks).
    const fits = Math.abs(value) <= HALF_MAX || !Number.isFinite(value);
    if (!fits) outside += 1;
    half[i] = floatToHalf(fits ? value : Math.sign(value) * HALF_MAX);
  }
  if (outside > 0) clamped.set(name, outside);
  return { type: 'float16', shape, data: half };
}
