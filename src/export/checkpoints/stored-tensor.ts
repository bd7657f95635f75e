/** Tensors as checkpoints hold them: read only once somebody who knows the shape asks for them. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { bfloat16ToFloat, halfToFloat } from '../float16.ts';
import { elementBytes, sameShape, showShape, sizeOf, type DataType } from '../tensor-data.ts';

export type StoredType = DataType | 'bfloat16';

export interface StoredTensor {
  readonly shape: readonly number[];
  /** The values in C order, widened to float32. */
  read(): Float32Array;
}

/** A checkpoint: tensors by key, in the file's order. */
export type Checkpoint = ReadonlyMap<string, StoredTensor>;

export const storedBytes = (type: StoredType): number => (type === 'bfloat16' ? 2 : elementBytes[type]);

/** Where a tensor's elements lie in a buffer of `type`; strides and offset count elements. */
export interface Layout {
  shape: readonly number[];
  strides: readonly number[];
  offset: number;
}

export const contiguous = (shape: readonly number[]): Layout => ({
  shape,
  strides: shape.map((_, axis) => sizeOf(shape.slice(axis + 1))),
  offset: 0,
});

/** Throws 'bad-file' when the layout reaches outside `elements`, before anything is allocated. */
export function checkLayout(what: string, { shape, strides, offset }: Layout, elements: number): void {
  const whole = (value: number) => Number.isSafeInteger(value) && value >= 0;
  const sound = shape.length === strides.length && [...shape, ...strides, offset].every(whole);
  const empty = shape.includes(0);
  const last = shape.reduce((at, side, axis) => at + (side - 1) * (strides[axis] ?? 0), offset);
  if (!sound || (!empty && last >= elements) || sizeOf(shape) > elements) {
    const found = `shape ${showShape(shape)}, strides ${showShape(strides)}, offset ${offset}`;
    throw new VitrineError('bad-file', `${what}: ${found} does not fit into ${elements} stored elements`);
  }
}

/** Gathers a checked layout's elements as float32. */
export function widen(bytes: Uint8Array, type: StoredType, { shape, strides, offset }: Layout): Float32Array {
  const size = sizeOf(shape);
  if (type === 'float32' && sameShape(strides, contiguous(shape).strides)) {
    // The usual case, and large: a copy of the bytes.
    return new Float32Array(new Uint8Array(bytes.subarray(4 * offset, 4 * (offset + size))).buffer);
  }
  const element = elementReader(bytes, type);
  const out = new Float32Array(size);
  const index = shape.map(() => 0);
  let at = offset;
  for (let i = 0; i < out.length; i++) {
    out[i] = element(at);
    // Count one up, last axis first, moving the position along.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      at -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return out;
}

function elementReader(bytes: Uint8Array, type: StoredType): (i: number) => number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type) {
    case 'float32':
      return (i) => view.getFloat32(i * 4, true);
    case 'float64':
      return (i) => view.getFloat64(i * 8, true);
    case 'float16':
      return (i) => halfToFloat(view.getUint16(i * 2, true));
    case 'bfloat16':
      return (i) => bfloat16ToFloat(view.getUint16(i * 2, true));
    case 'int64':
      return (i) => Number(view.getBigInt64(i * 8, true));
    case 'int32':
      return (i) => view.getInt32(i * 4, true);
    case 'int16':
      return (i) => view.getInt16(i * 2, true);
    case 'int8':
      return (i) => view.getInt8(i);
    case 'uint8':
    case 'bool':
      return (i) => view.getUint8(i);
  }
}
