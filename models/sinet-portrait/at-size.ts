/** The file was traced at one picture size and spells the sides of its maps out; here it is told another. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';
import { ints, type Node } from '#export/graph.ts';
import type { OnnxModel } from '#export/onnx-reader.ts';
import { int64, type TensorData } from '#export/tensor-data.ts';

/** Powers of two by which maps are smaller than the picture. */
const SCALES = [1, 2, 4, 8, 16, 32];
/** Operators whose second input is a shape. */
const SHAPED = ['Reshape', 'Expand'];

/**
 * The file as if it had been traced at `size`: where the shape of a Reshape or an Expand ends in the sides of a map
 * (or, with three axes, in the number of its cells), it gets the new ones; a pool over a whole map stays one. Both
 * sizes are multiples of 32. No channel count of this file stands where a map's sides do; a shape that were missed
 * would not fit and be refused when the graph is built.
 */
export function atSize(model: OnnxModel, size: Size): OnnxModel {
  const [, , height, width] = model.inputs[0]?.shape ?? [];
  if (typeof height !== 'number' || typeof width !== 'number') {
    throw new VitrineError('bad-shape', 'the file states no size of its own to begin from');
  }
  const sides = SCALES.map((scale) => ({
    from: [height / scale, width / scale],
    to: [size.height / scale, size.width / scale],
  }));
  const restated = (shape: readonly number[]): number[] => {
    const pair = sides.find(({ from }) => from.every((side, i) => side === shape.at(i - 2)));
    if (shape.length >= 4 && pair) return [...shape.slice(0, -2), ...pair.to];
    const cells = sides.find(({ from }) => shape.length === 3 && from[0]! * from[1]! === shape[2]);
    return cells ? [...shape.slice(0, 2), cells.to[0]! * cells.to[1]!] : [...shape];
  };
  const constants = new Map(model.constants);
  for (const { op, inputs } of model.nodes) {
    const shape = model.constants.get(inputs[1] ?? '');
    if (SHAPED.includes(op) && shape) constants.set(inputs[1]!, restatedTensor(shape, restated));
  }
  return { ...model, constants, nodes: model.nodes.map((node) => wholePool(node, sides)) };
}

function restatedTensor(tensor: TensorData, restated: (shape: readonly number[]) => number[]): TensorData {
  return int64(tensor.shape, restated(Array.from<number | bigint, number>(tensor.data, Number)));
}

/** A pool as large as a map, and with steps of its size, averages the whole of it at any size. */
function wholePool(node: Node, sides: readonly { from: number[]; to: number[] }[]): Node {
  const { kernel_shape: kernel, strides } = node.attributes;
  if (node.op !== 'AveragePool' || kernel?.kind !== 'ints' || strides?.kind !== 'ints') return node;
  const whole = sides.find(({ from }) =>
    from.every((side, i) => kernel.value[i] === side && strides.value[i] === side),
  );
  if (!whole) return node;
  const all = ints(whole.to);
  return { ...node, attributes: { ...node.attributes, kernel_shape: all, strides: all } };
}
