/**
 * Leaves out channels that reach no output (channel-use.ts): same values for less work. CGNet's published
 * weights leave a third of its most expensive layers out.
 */
import { int, type Graph, type Node } from '../graph.ts';
import { float32, sizeOf, type TensorData } from '../tensor-data.ts';
import { channelUse } from './channel-use.ts';
import { prune } from './prune.ts';

/** The same graph when all channels are used. */
export function dropDeadChannels(graph: Graph): Graph {
  const use = channelUse(graph);
  if (!use) return graph;
  const { roles, kept } = use;
  if ([...kept.values()].every((flags) => !flags.includes(0))) return graph;
  const constants = new Map(graph.constants);
  const nodes = graph.nodes.map((node): Node => {
    const output = kept.get(node.outputs[0]!);
    const how = roles.get(node);
    if (!output || how === undefined || how === 'concat') return node;
    const source = kept.get(node.inputs[0]!);
    const inputs = node.inputs.map((name, i) => {
      const constant = constants.get(name);
      if (constant?.type !== 'float32') return name;
      const less =
        how === 'conv' && i === 1
          ? columns(rows(constant, output), source!)
          : alongChannels(constant, output);
      if (less === constant) return name;
      constants.set(`${node.outputs[0]!}:used:${i}`, less);
      return `${node.outputs[0]!}:used:${i}`;
    });
    const isDepthwise = node.op === 'Conv' && how === 'each';
    return {
      ...node,
      inputs,
      ...(isDepthwise && { attributes: { ...node.attributes, group: int(countOf(output)) } }),
    };
  });
  return prune({ ...graph, nodes, constants });
}

type Floats = TensorData<'float32'>;

const countOf = (flags: Uint8Array): number => flags.reduce((sum, flag) => sum + flag, 0);

/** A vector of the channels, a kernel by output channel, or [1, C, 1, 1]: whichever side is the channels'. */
function alongChannels(constant: Floats, flags: Uint8Array): Floats {
  const { shape } = constant;
  if (sizeOf(shape) === 1) return constant;
  const axis = shape[0] === flags.length ? 0 : 1;
  const less = rows({ ...constant, shape: shape.slice(axis) }, flags);
  return { ...less, shape: [...shape.slice(0, axis), ...less.shape] };
}

/** The parts along the first axis that are flagged. */
function rows({ shape, data }: Floats, flags: Uint8Array): Floats {
  const length = sizeOf(shape.slice(1));
  const part = new Float32Array(countOf(flags) * length);
  let at = 0;
  flags.forEach((flag, i) => {
    if (flag) part.set(data.subarray(i * length, (i + 1) * length), length * at++);
  });
  return float32([at, ...shape.slice(1)], part);
}

/** The parts along the second axis that are flagged. */
function columns(kernel: Floats, flags: Uint8Array): Floats {
  const [out = 0, , ...window] = kernel.shape;
  const length = sizeOf(kernel.shape.slice(1));
  const filters = Array.from({ length: out }, (_, i) =>
    rows(float32(kernel.shape.slice(1), kernel.data.subarray(i * length, (i + 1) * length)), flags),
  );
  const data = new Float32Array(filters.reduce((sum, filter) => sum + filter.data.length, 0));
  let at = 0;
  for (const filter of filters) {
    data.set(filter.data, at);
    at += filter.data.length;
  }
  return float32([out, countOf(flags), ...window], data);
}
