/**
 * The smallest normal float32. WASM has no flush-to-zero, and smaller numbers make convolutions ~50 times slower
 * (more than half of CGNet's published weights are such), while zero in their place leaves the logits unchanged.
 */
const SMALLEST_NORMAL = 2 ** -126;

const isDenormal = (value: number): boolean => value !== 0 && Math.abs(value) < SMALLEST_NORMAL;

/** The values with denormal ones as zero, and how many those were; the same array when there were none. */
export function withoutDenormals(values: Float32Array): { values: Float32Array; zeroed: number } {
  let zeroed = 0;
  for (const value of values) if (isDenormal(value)) zeroed += 1;
  if (zeroed === 0) return { values, zeroed };
  return { values: values.map((value) => (isDenormal(value) ? 0 : value)), zeroed };
}
