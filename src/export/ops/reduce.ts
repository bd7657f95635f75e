import { int, ints } from '../graph.ts';
import type { Tensor } from '../graph-builder.ts';
import { int64 } from '../tensor-data.ts';
import { axisOf } from './shape.ts';

export interface ReduceOptions {
  /** Default true: reduced sides stay as 1. */
  keepDims?: boolean;
}

export const reduceMean = (x: Tensor, axes: readonly number[], options?: ReduceOptions): Tensor =>
  reduce('ReduceMean', x, axes, options);
export const reduceMax = (x: Tensor, axes: readonly number[], options?: ReduceOptions): Tensor =>
  reduce('ReduceMax', x, axes, options);
export const reduceMin = (x: Tensor, axes: readonly number[], options?: ReduceOptions): Tensor =>
  reduce('ReduceMin', x, axes, options);
export const reduceSum = (x: Tensor, axes: readonly number[], options?: ReduceOptions): Tensor =>
  reduce('ReduceSum', x, axes, options);

function reduce(
  op: string,
  x: Tensor,
  axes: readonly number[],
  { keepDims = true }: ReduceOptions = {},
): Tensor {
  const along = axes.map((axis) => axisOf(op, x, axis));
  const shape = x.shape
    .map((side, axis) => (along.includes(axis) ? 1 : side))
    .filter((_, axis) => keepDims || !along.includes(axis));
  const keep = { keepdims: int(keepDims ? 1 : 0) };
  // Since opset 13 ReduceSum takes its axes as an input; the others do so only from opset 18 on.
  if (op === 'ReduceSum') {
    const list = x.graph.constant(int64([along.length], along));
    return x.graph.emit(op, [x, list], keep, { type: x.type, shape });
  }
  return x.graph.emit(op, [x], { axes: ints(along), ...keep }, { type: x.type, shape });
}

/** The index of the largest entry along `axis`, int64. */
export function argMax(x: Tensor, axis: number, { keepDims = true }: ReduceOptions = {}): Tensor {
  const along = axisOf('ArgMax', x, axis);
  const shape = keepDims ? x.shape.with(along, 1) : x.shape.toSpliced(along, 1);
  const attributes = { axis: int(along), keepdims: int(keepDims ? 1 : 0) };
  return x.graph.emit('ArgMax', [x], attributes, { type: 'int64', shape });
}
