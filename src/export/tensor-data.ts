/** Constant tensors: element types, their sizes in bytes, and typed access. */

export type DataType =
  'float32' | 'float16' | 'float64' | 'int8' | 'uint8' | 'int16' | 'int32' | 'int64' | 'bool';

/** Each element type's array. float16 is kept as raw bits, bool as bytes 0 and 1. */
export interface ArrayOf {
  float32: Float32Array;
  float16: Uint16Array;
  float64: Float64Array;
  int8: Int8Array;
  uint8: Uint8Array;
  int16: Int16Array;
  int32: Int32Array;
  int64: BigInt64Array;
  bool: Uint8Array;
}

export const elementBytes: Readonly<Record<DataType, number>> = {
  float32: 4,
  float16: 2,
  float64: 8,
  int8: 1,
  uint8: 1,
  int16: 2,
  int32: 4,
  int64: 8,
  bool: 1,
};

type Typed<T extends DataType> = T extends DataType
  ? { readonly type: T; readonly shape: readonly number[]; readonly data: ArrayOf[T] }
  : never;

/** A constant, dense, in C order; `data.length` is the product of `shape`. Discriminated by `type`. */
export type TensorData<T extends DataType = DataType> = Typed<T>;

/** 4 GB of float32: more than a page can hold, let alone run in real time. */
export const MAX_ELEMENTS = 2 ** 30;

export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, side) => size * side, 1);

export const showShape = (shape: readonly (number | string)[]): string => `[${shape.join(',')}]`;

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((side, axis) => side === b[axis]);

export const float32 = (shape: readonly number[], data: ArrayLike<number>): TensorData<'float32'> => ({
  type: 'float32',
  shape,
  data: data instanceof Float32Array ? data : Float32Array.from(data),
});

export const int64 = (shape: readonly number[], data: readonly number[]): TensorData<'int64'> => ({
  type: 'int64',
  shape,
  data: BigInt64Array.from(data, BigInt),
});

export const int32 = (shape: readonly number[], data: readonly number[]): TensorData<'int32'> => ({
  type: 'int32',
  shape,
  data: Int32Array.from(data),
});

/** The tensor's bytes as they lie in memory (all supported machines are little-endian, like ONNX). */
export function bytesOf(tensor: TensorData): Uint8Array {
  return new Uint8Array(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength);
}

/** A tensor over a copy of `bytes`, which makes it aligned. The caller has checked that the length fits. */
export function fromBytes(type: DataType, shape: readonly number[], bytes: Uint8Array): TensorData {
  // Not slice(): Node's Buffer overrides it with one that shares memory.
  const { buffer } = new Uint8Array(bytes);
  switch (type) {
    case 'float32':
      return { type, shape, data: new Float32Array(buffer) };
    case 'float16':
      return { type, shape, data: new Uint16Array(buffer) };
    case 'float64':
      return { type, shape, data: new Float64Array(buffer) };
    case 'int8':
      return { type, shape, data: new Int8Array(buffer) };
    case 'uint8':
    case 'bool':
      return { type, shape, data: new Uint8Array(buffer) };
    case 'int16':
      return { type, shape, data: new Int16Array(buffer) };
    case 'int32':
      return { type, shape, data: new Int32Array(buffer) };
    case 'int64':
      return { type, shape, data: new BigInt64Array(buffer) };
  }
}
