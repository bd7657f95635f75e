/**
 * Makes weights zero that are so small beside the largest of their kernel that float32 sums lose them. Weight decay
 * leaves such in channels that nothing uses; times a picture's values they give denormal numbers, and WASM, which cannot
 * flush those to zero, takes a hundred times as long for each (CGNet's frame took 500 ms of CPU, and takes 300).
 */
import type { Graph, Node } from '../graph.ts';
import { float32, type TensorData } from '../tensor-data.ts';

/**
 * Of the largest weight of the kernel. float32 has 24 bits: to be heard beside the largest, such a weight would need an
 * input channel 2^16 times as strong.
 */
const LOST = 2 ** -40;

/** Operators that add up products with their second input. */
const SUMMING = new Set(['Conv', 'ConvTranspose', 'MatMul', 'Gemm']);

/** The graph with such weights zero. Constants that something else reads, too, stay as they are. */
export function dropLostWeights(graph: Graph): Graph {
  const kernels = new Set(graph.nodes.filter(({ op }) => SUMMING.has(op)).map(({ inputs }) => inputs[1]));
  for (const name of graph.nodes.flatMap(otherInputs)) kernels.delete(name);
  const constants = new Map(graph.constants);
  for (const [name, constant] of graph.constants) {
    if (constant.type === 'float32' && kernels.has(name)) constants.set(name, withoutLost(constant));
  }
  return { ...graph, constants };
}

const otherInputs = ({ op, inputs }: Node): string[] =>
  inputs.filter((_, i) => !(SUMMING.has(op) && i === 1));

/** The same tensor when there are none. */
function withoutLost(kernel: TensorData<'float32'>): TensorData<'float32'> {
  const { shape, data } = kernel;
  let largest = 0;
  for (let i = 0; i < data.length; i++) largest = Math.max(largest, Math.abs(data[i]!));
  const least = largest * LOST;
  const isLost = (value: number) => value !== 0 && Math.abs(value) < least;
  return data.some(isLost)
    ? float32(
        shape,
        data.map((value) => (isLost(value) ? 0 : value)),
      )
    : kernel;
}
