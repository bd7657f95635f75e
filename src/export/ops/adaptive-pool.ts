/** PyTorch's adaptive average pooling as static pools: ONNX has no such operator. */
import { shapeError, type Tensor } from '../graph-builder.ts';
import { int64, showShape } from '../tensor-data.ts';
import { averagePool, globalAveragePool } from './pool.ts';
import type { ResizeTarget } from './resize.ts';
import { concat, gather } from './shape.ts';

/** Cell i of n averages input cells ⌊i·side/n⌋ up to ⌈(i+1)·side/n⌉, exclusive; cells may overlap. */
export function adaptiveAveragePool(x: Tensor, { height, width }: ResizeTarget): Tensor {
  if (x.shape.length !== 4) throw shapeError('adaptive pool', `NCHW wanted, got ${showShape(x.shape)}`);
  if (height === 1 && width === 1) return globalAveragePool(x);
  const [rows, columns] = [cellsOf(x.shape[2]!, height), cellsOf(x.shape[3]!, width)];
  const [tall, wide] = [evenStride(rows), evenStride(columns)];
  if (tall !== undefined && wide !== undefined) {
    return averagePool(x, [rows[0]!.length, columns[0]!.length], { stride: [tall, wide] });
  }
  return poolAxis(poolAxis(x, 2, rows), 3, columns);
}

interface Cell {
  start: number;
  length: number;
}

const cellsOf = (side: number, count: number): Cell[] =>
  Array.from({ length: count }, (_, i) => {
    const start = Math.floor((i * side) / count);
    return { start, length: Math.ceil(((i + 1) * side) / count) - start };
  });

/** The stride of a plain pool that makes exactly these cells; undefined when they differ or are spaced unevenly. */
function evenStride(cells: readonly Cell[]): number | undefined {
  const [first, second] = cells;
  const stride = second && first ? second.start - first.start : 1;
  const even = cells.every(({ start, length }, i) => start === i * stride && length === first?.length);
  // More cells than inputs repeat a start: no stride makes that.
  return even && stride > 0 ? stride : undefined;
}

/** Means of all runs of each length that occurs (one or two of them), of which the cells are picked. */
function poolAxis(x: Tensor, axis: 2 | 3, cells: readonly Cell[]): Tensor {
  const along = (size: number): readonly [number, number] => (axis === 2 ? [size, 1] : [1, size]);
  const stride = evenStride(cells);
  if (stride !== undefined) return averagePool(x, along(cells[0]!.length), { stride: along(stride) });
  const lengths = [...new Set(cells.map(({ length }) => length))].sort((a, b) => a - b);
  const means = lengths.map((length) => averagePool(x, along(length), { stride: 1 }));
  const offsets = means.map((_, i) => means.slice(0, i).reduce((sum, mean) => sum + mean.shape[axis]!, 0));
  const picked = cells.map(({ start, length }) => offsets[lengths.indexOf(length)]! + start);
  return gather(concat(means, axis), x.graph.constant(int64([picked.length], picked)), axis);
}
