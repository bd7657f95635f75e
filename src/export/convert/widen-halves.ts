import { halfToFloat } from '#export/float16.ts';

/** The float16 values of `buffer` as float32. A plain loop: TypedArray.from with a function is several times slower. */
export function widenHalves(buffer: ArrayBufferLike): Float32Array {
  const bits = new Uint16Array(buffer);
  const values = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i++) values[i] = halfToFloat(bits[i]!);
  return values;
}
