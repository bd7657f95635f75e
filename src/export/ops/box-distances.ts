/** What detectors share that give each side of a box as a distribution over whole numbers of cells (Li et al., GFL). */
import type { Size } from '#core/geometry.ts';
import type { GraphBuilder, Tensor } from '../graph-builder.ts';
import { float32 } from '../tensor-data.ts';
import { softmax } from './activation.ts';
import { add, mul, sub } from './elementwise.ts';
import { matMul } from './linear.ts';
import { concat, reshape, split, transpose } from './shape.ts';

/** Logits [1, 4·bins, points] to the mean of each distribution, [1, 4, points]: left, top, right, bottom in cells. */
export function expectedDistances(logits: Tensor, bins: Tensor): Tensor {
  const [, , points = 0] = logits.shape;
  const count = bins.shape[0]!;
  // Bins last: there softmax needs no further transposition.
  const apart = transpose(reshape(logits, [1, 4, count, points]), [0, 1, 3, 2]);
  return reshape(matMul(softmax(apart, 3), reshape(bins, [count, 1])), [1, 4, points]);
}

export interface GridPoints {
  /** [1, 2, points]: x and y in cells. */
  at: Tensor;
  /** [1, 1, points]: pixels in a cell. */
  stride: Tensor;
}

/** The points of all levels, row by row; `offset` is where in its cell a point lies. */
export function gridPoints(
  graph: GraphBuilder,
  size: Size,
  strides: readonly number[],
  offset: number,
): GridPoints {
  const points = strides.flatMap((stride) => {
    const [columns, rows] = [size.width / stride, size.height / stride];
    return Array.from({ length: columns * rows }, (_, i) => ({
      x: (i % columns) + offset,
      y: Math.floor(i / columns) + offset,
      stride,
    }));
  });
  const constant = (values: number[]) =>
    graph.constant(float32([1, values.length / points.length, points.length], values));
  return {
    at: constant([...points.map(({ x }) => x), ...points.map(({ y }) => y)]),
    stride: constant(points.map(({ stride }) => stride)),
  };
}

/** Corners [1, 4, points] in pixels: x and y of the first, then of the second. */
export function cornersFrom(distances: Tensor, { at, stride }: GridPoints): Tensor {
  const [before, after] = split(distances, [2, 2], 1) as [Tensor, Tensor];
  return mul(concat([sub(at, before), add(at, after)], 1), stride);
}

/** Centres and sides [1, 4, points] in pixels: x, y, width, height. */
export function centresFrom(distances: Tensor, { at, stride }: GridPoints): Tensor {
  const [before, after] = split(distances, [2, 2], 1) as [Tensor, Tensor];
  const centre = add(at, mul(sub(after, before), 0.5));
  return mul(concat([centre, add(before, after)], 1), stride);
}
