/** All bits of a float32 but the sign. */
const MAGNITUDE = 0x7fffffff;
/** 2^-126, the smallest number that is not denormal. */
const SMALLEST_NORMAL = 0x00800000;

/**
 * The values with denormal ones as zero, and how many those were; the same array when there were none. WASM has no
 * flush-to-zero, and denormals make convolutions ~50 times slower (more than half of CGNet's published weights are
 * such), while zero in their place leaves the logits unchanged.
 */
export function withoutDenormals(values: Float32Array): { values: Float32Array; zeroed: number } {
  const zeroed = countDenormals(values);
  if (zeroed === 0) return { values, zeroed };
  const cleaned = values.slice();
  const bits = bitsOf(cleaned);
  for (let i = 0; i < bits.length; i++) if ((bits[i]! & MAGNITUDE) < SMALLEST_NORMAL) bits[i] = 0;
  return { values: cleaned, zeroed };
}

/** A plain loop: every weight of every network passes through it, several times. */
function countDenormals(values: Float32Array): number {
  const bits = bitsOf(values);
  let count = 0;
  for (let i = 0; i < bits.length; i++) {
    const magnitude = bits[i]! & MAGNITUDE;
    if (magnitude < SMALLEST_NORMAL && magnitude !== 0) count += 1;
  }
  return count;
}

const bitsOf = (values: Float32Array): Uint32Array =>
  new Uint32Array(values.buffer, values.byteOffset, values.length);
