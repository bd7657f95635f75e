/** 2×2 max-pooling that remembers where each maximum stood. ORT's WebGPU provider has neither indices nor MaxUnpool. */
import { shapeError, type Tensor } from '../graph-builder.ts';
import { sameShape, showShape } from '../tensor-data.ts';
import { greater, where } from './elementwise.ts';
import { maxPool } from './pool.ts';
import { concat, depthToSpace, pad, slice } from './shape.ts';

export interface UnpoolablePool {
  pooled: Tensor;
  /** Spreads values shaped like `pooled` to where its maxima stood, zeros elsewhere. */
  unpool: (values: Tensor) => Tensor;
}

/** Of equal values the first in reading order counts, as in PyTorch; after a ReLU most windows of zeros are such. */
export function unpoolableMaxPool(x: Tensor): UnpoolablePool {
  const pooled = maxPool(x, 2);
  const [, , height, width] = x.shape as [number, number, number, number];
  const [rows, columns] = [pooled.shape[2]!, pooled.shape[3]!];
  const corner = (top: number, left: number): Tensor =>
    slice(
      x,
      { axis: 2, start: top, end: 2 * rows, step: 2 },
      { axis: 3, start: left, end: 2 * columns, step: 2 },
    );
  const [topLeft, topRight, bottomLeft, bottomRight] = [
    corner(0, 0),
    corner(0, 1),
    corner(1, 0),
    corner(1, 1),
  ];
  const rightOnTop = greater(topRight, topLeft);
  const rightBelow = greater(bottomRight, bottomLeft);
  const below = greater(where(rightBelow, bottomRight, bottomLeft), where(rightOnTop, topRight, topLeft));
  return {
    pooled,
    unpool: (values) => {
      if (!sameShape(values.shape, pooled.shape)) {
        const found = `${showShape(values.shape)}, pooled were ${showShape(pooled.shape)}`;
        throw shapeError('unpool', `values are ${found}`);
      }
      const top = where(below, 0, values);
      const bottom = where(below, values, 0);
      const corners = [
        where(rightOnTop, 0, top),
        where(rightOnTop, top, 0),
        where(rightBelow, 0, bottom),
        where(rightBelow, bottom, 0),
      ];
      const spread = depthToSpace(concat(corners, 1), 2, 'DCR');
      // A last odd row or column was in no window.
      const rest = [0, 0, height - 2 * rows, width - 2 * columns];
      return rest.some((side) => side > 0) ? pad(spread, [0, 0, 0, 0], rest) : spread;
    },
  };
}
