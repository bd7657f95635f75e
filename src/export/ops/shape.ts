/** Operators that move values without computing on them. */
import { int, ints, string } from '../graph.ts';
import { shapeError, type Tensor } from '../graph-builder.ts';
import { float32, int64, sameShape, showShape, sizeOf } from '../tensor-data.ts';

/** The axis counted from the front; negative ones count from the back. */
export function axisOf(op: string, x: Tensor, axis: number): number {
  const rank = x.shape.length;
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) {
    throw shapeError(op, `axis ${axis} is not in ${showShape(x.shape)}`);
  }
  return axis < 0 ? axis + rank : axis;
}

export function concat(parts: readonly Tensor[], axis: number): Tensor {
  const [first] = parts;
  if (!first) throw shapeError('Concat', 'needs at least one input');
  if (parts.length === 1) return first;
  const along = axisOf('Concat', first, axis);
  const shape = [...first.shape];
  for (const part of parts.slice(1)) {
    const agrees =
      part.shape.length === shape.length && shape.every((side, i) => i === along || part.shape[i] === side);
    if (!agrees) {
      const shapes = parts.map((each) => showShape(each.shape)).join(' and ');
      throw shapeError('Concat', `inputs must agree on all axes but ${along}, got ${shapes}`);
    }
    shape[along]! += part.shape[along]!;
  }
  return first.graph.emit('Concat', parts, { axis: int(along) }, { type: first.type, shape });
}

/** Pieces of the given sizes along `axis`; the sizes must add up. */
export function split(x: Tensor, sizes: readonly number[], axis: number): Tensor[] {
  const along = axisOf('Split', x, axis);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total !== x.shape[along]) {
    throw shapeError('Split', `sizes ${sizes.join('+')} do not make side ${along} of ${showShape(x.shape)}`);
  }
  const results = sizes.map((size) => ({ type: x.type, shape: x.shape.with(along, size) }));
  return x.graph.emitAll('Split', [x, longs(x, sizes)], { axis: int(along) }, results);
}

export interface SliceRange {
  axis: number;
  start: number;
  /** Exclusive; default the end of the axis. Negative values count from the end, as `start`. */
  end?: number;
  step?: number;
}

export function slice(x: Tensor, ...ranges: readonly SliceRange[]): Tensor {
  const shape = [...x.shape];
  const plain = ranges.map(({ axis, start, end, step = 1 }) => {
    const along = axisOf('Slice', x, axis);
    const side = x.shape[along]!;
    const within = (at: number) => Math.min(Math.max(at < 0 ? at + side : at, 0), side);
    const [from, to] = [within(start), within(end ?? side)];
    if (!(step > 0)) throw shapeError('Slice', `step must be positive, got ${step}`);
    shape[along] = Math.ceil((to - from) / step);
    return { along, from, to, step };
  });
  const inputs = [
    x,
    longs(
      x,
      plain.map((range) => range.from),
    ),
    longs(
      x,
      plain.map((range) => range.to),
    ),
    longs(
      x,
      plain.map((range) => range.along),
    ),
    longs(
      x,
      plain.map((range) => range.step),
    ),
  ];
  return x.graph.emit('Slice', inputs, {}, { type: x.type, shape });
}

export type PadMode = 'constant' | 'reflect' | 'edge';

/** `before` and `after`: cells added on each axis. */
export function pad(
  x: Tensor,
  before: readonly number[],
  after: readonly number[],
  { mode = 'constant', value = 0 }: { mode?: PadMode; value?: number } = {},
): Tensor {
  if (before.length !== x.shape.length || after.length !== x.shape.length) {
    throw shapeError('Pad', `needs ${x.shape.length} pads for ${showShape(x.shape)}`);
  }
  const shape = x.shape.map((side, i) => side + before[i]! + after[i]!);
  const amounts = longs(x, [...before, ...after]);
  const inputs = mode === 'constant' ? [x, amounts, x.graph.constant(float32([], [value]))] : [x, amounts];
  return x.graph.emit('Pad', inputs, { mode: string(mode) }, { type: x.type, shape });
}

export function transpose(x: Tensor, permutation: readonly number[]): Tensor {
  const expected = x.shape.map((_, axis) => axis);
  if (
    !sameShape(
      [...permutation].sort((a, b) => a - b),
      expected,
    )
  ) {
    throw shapeError('Transpose', `[${permutation.join(',')}] does not permute ${showShape(x.shape)}`);
  }
  const shape = permutation.map((axis) => x.shape[axis]!);
  return x.graph.emit('Transpose', [x], { perm: ints(permutation) }, { type: x.type, shape });
}

/** A constant is reshaped in place; one side may be -1 and is then what remains. */
export function reshape(x: Tensor, wanted: readonly number[]): Tensor {
  const known = wanted.reduce((product, side) => (side === -1 ? product : product * side), 1);
  const shape = wanted.map((side) => (side === -1 ? sizeOf(x.shape) / known : side));
  const free = wanted.filter((side) => side === -1).length;
  if (free > 1 || !shape.every(Number.isInteger) || sizeOf(shape) !== sizeOf(x.shape)) {
    throw shapeError('Reshape', `${showShape(x.shape)} does not fit into ${showShape(wanted)}`);
  }
  if (sameShape(shape, x.shape)) return x;
  const data = x.graph.constantOf(x);
  if (data) return x.graph.constant({ ...data, shape }, x.name);
  return x.graph.emit('Reshape', [x, longs(x, shape)], {}, { type: x.type, shape });
}

/** Sides of 1 inserted at `axis`. */
export const unsqueeze = (x: Tensor, axis: number): Tensor => reshape(x, x.shape.toSpliced(axis, 0, 1));

/** Entries of `axis` picked by integer `indices`. */
export function gather(x: Tensor, indices: Tensor, axis: number): Tensor {
  const along = axisOf('Gather', x, axis);
  const shape = x.shape.toSpliced(along, 1, ...indices.shape);
  return x.graph.emit('Gather', [x, indices], { axis: int(along) }, { type: x.type, shape });
}

export function expand(x: Tensor, shape: readonly number[]): Tensor {
  const fits = x.shape.every((side, i) => side === 1 || side === shape[shape.length - x.shape.length + i]);
  if (!fits) throw shapeError('Expand', `${showShape(x.shape)} does not expand to ${showShape(shape)}`);
  if (sameShape(shape, x.shape)) return x;
  return x.graph.emit('Expand', [x, longs(x, shape)], {}, { type: x.type, shape });
}

/** [N, C·b², H, W] to [N, C, H·b, W·b]; `CRD` is PyTorch's pixel_shuffle, `DCR` TensorFlow's depth_to_space. */
export function depthToSpace(x: Tensor, block: number, mode: 'DCR' | 'CRD'): Tensor {
  const [batch = 0, channels = 0, height = 0, width = 0] = x.shape;
  if (x.shape.length !== 4 || channels % (block * block) !== 0) {
    throw shapeError(
      'DepthToSpace',
      `channels of ${showShape(x.shape)} must be a multiple of ${block * block}`,
    );
  }
  const shape = [batch, channels / (block * block), height * block, width * block];
  const attributes = { blocksize: int(block), mode: string(mode) };
  return x.graph.emit('DepthToSpace', [x], attributes, { type: x.type, shape });
}

const longs = (x: Tensor, values: readonly number[]): Tensor =>
  x.graph.constant(int64([values.length], values));
