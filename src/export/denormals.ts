/** Exponent bits of a float32: all zero in zero and in denormals, the numbers below the smallest normal 2^-126. */
const EXPONENT = 0x7f800000;
const MAGNITUDE = 0x7fffffff;

/**
 * The values with denormal ones as zero, and how many those were; the same array when there were none. WASM has no
 * flush-to-zero, and denormals make convolutions ~50 times slower (more than half of CGNet's published weights are
 * such), while zero in their place leaves the logits unchanged.
 */
export function withoutDenormals(values: Float32Array): { values: Float32Array; zeroed: number } {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const isDenormal = (word: number): boolean => (word & EXPONENT) === 0 && (word & MAGNITUDE) !== 0;
  let zeroed = 0;
  for (let i = 0; i < bits.length; i++) if (isDenormal(bits[i]!)) zeroed += 1;
  if (zeroed === 0) return { values, zeroed };
  return { values: values.map((value, i) => (isDenormal(bits[i]!) ? 0 : value)), zeroed };
}
