/**
 * Where bilinear resizing reads: for each target pixel the two source pixels and the weight of the second one.
 *
 * The position ((2·i + 1)·source − target) / (2·target) is kept as an integer fraction until the very end, so that
 * WGSL (32-bit) and TypeScript (64-bit) pick the same pixels and agree on the weight to the last bit or two.
 */
export interface Taps {
  /** Index of the first and of the second source pixel, clamped to the picture's edge. */
  first: Int32Array;
  second: Int32Array;
  /** Weight of the second pixel, 0..1. */
  weight: Float32Array;
}

/** Taps for resizing a line of `source` pixels to `target` pixels (half-pixel centres, `align_corners=False`). */
export function bilinearTaps(source: number, target: number): Taps {
  const first = new Int32Array(target);
  const second = new Int32Array(target);
  const weight = new Float32Array(target);
  const denominator = 2 * target;
  const end = (source - 1) * denominator;
  for (let i = 0; i < target; i++) {
    const numerator = Math.min(Math.max((2 * i + 1) * source - target, 0), end);
    const index = Math.floor(numerator / denominator);
    first[i] = index;
    second[i] = Math.min(index + 1, source - 1);
    weight[i] = (numerator - index * denominator) / denominator;
  }
  return { first, second, weight };
}
