/** Rewrites a float32 graph to compute in float16: half the bytes, and faster where the adapter has shader-f16. */
import { int, type Attributes, type Graph, type Node, type Value } from '../graph.ts';
import { floatToHalf, HALF_MAX } from '../float16.ts';
import { onnxTypes } from '../onnx-fields.ts';
import type { TensorData } from '../tensor-data.ts';

export interface HalfGraph {
  graph: Graph;
  /** Constants of which values lay outside float16 and were clamped to ±65504, with how many. */
  clamped: ReadonlyMap<string, number>;
}

/** Graph inputs and outputs stay float32, with a Cast at each edge; integers, shapes and Resize scales stay as they are. */
export function toHalfPrecision(graph: Graph): HalfGraph {
  const single = singleOnly(graph.nodes);
  const clamped = new Map<string, number>();
  const constants = new Map<string, TensorData>();
  for (const [name, data] of graph.constants) {
    constants.set(name, data.type === 'float32' && !single.has(name) ? toHalf(name, data, clamped) : data);
  }
  const isFloat = ({ type }: Value) => type === 'float32';
  const [inputs, outputs] = [graph.inputs.filter(isFloat), graph.outputs.filter(isFloat)];
  const inner = new Map([...inputs, ...outputs].map(({ name }) => [name, `${name}:half`]));
  const rename = (name: string) => inner.get(name) ?? name;
  const nodes = graph.nodes.map((node) => ({
    ...node,
    inputs: node.inputs.map(rename),
    outputs: node.outputs.map(rename),
    attributes: node.op === 'Cast' ? castToHalf(node.attributes) : node.attributes,
  }));
  return {
    graph: {
      ...graph,
      constants,
      nodes: [
        ...inputs.map(({ name }) => cast(name, rename(name), onnxTypes.float16)),
        ...nodes,
        ...outputs.map(({ name }) => cast(rename(name), name, onnxTypes.float32)),
      ],
    },
    clamped,
  };
}

const cast = (from: string, to: string, type: number): Node => ({
  op: 'Cast',
  inputs: [from],
  outputs: [to],
  attributes: { to: int(type) },
});

const castToHalf = (attributes: Attributes): Attributes =>
  attributes['to']?.value === onnxTypes.float32 ? { to: int(onnxTypes.float16) } : attributes;

/** Inputs that ONNX wants in float32 whatever the data's type is: roi and scales of Resize. */
function singleOnly(nodes: readonly Node[]): Set<string> {
  return new Set(nodes.filter(({ op }) => op === 'Resize').flatMap(({ inputs }) => inputs.slice(1)));
}

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
