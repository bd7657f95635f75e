/**
 * Gradient error of a matte (Rhemann et al., CVPR 2009): the squared differences of the gradients' magnitudes, added
 * up, in thousands. Gradients are by first-order Gaussian derivatives of σ 1.4 whose kernels have unit norm, with the
 * matte's edge repeated outwards. Alpha is 0..1, row by row.
 */
const SIGMA = 1.4;
/** The kernel ends where the Gaussian falls below 0.01. */
const RADIUS = Math.ceil(SIGMA * Math.sqrt(-2 * Math.log(Math.sqrt(2 * Math.PI) * SIGMA * 0.01)));

const offsets = Array.from({ length: 2 * RADIUS + 1 }, (_, i) => i - RADIUS);
const GAUSS = unit(offsets.map((x) => Math.exp(-(x * x) / (2 * SIGMA * SIGMA))));
const DERIVATIVE = unit(offsets.map((x) => x * Math.exp(-(x * x) / (2 * SIGMA * SIGMA))));

export function gradientError(truth: ArrayLike<number>, found: ArrayLike<number>, width: number): number {
  if (truth.length !== found.length || truth.length % width !== 0) {
    throw new TypeError(`mattes of ${truth.length} and ${found.length} pixels in rows of ${width}`);
  }
  const wanted = magnitudes(truth, width);
  const given = magnitudes(found, width);
  return wanted.reduce((sum, value, i) => sum + ((given[i] ?? 0) - value) ** 2, 0) / 1000;
}

function magnitudes(alpha: ArrayLike<number>, width: number): Float64Array {
  const across = filter(filter(alpha, width, DERIVATIVE, true), width, GAUSS, false);
  const down = filter(filter(alpha, width, GAUSS, true), width, DERIVATIVE, false);
  return across.map((value, i) => Math.hypot(value, down[i] ?? 0));
}

function filter(
  values: ArrayLike<number>,
  width: number,
  kernel: readonly number[],
  alongRows: boolean,
): Float64Array {
  const height = values.length / width;
  const last = (alongRows ? width : height) - 1;
  const result = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const x = i % width;
    const y = (i - x) / width;
    let sum = 0;
    for (let k = 0; k < kernel.length; k++) {
      const at = Math.max(0, Math.min(last, (alongRows ? x : y) + k - RADIUS));
      sum += (kernel[k] ?? 0) * (values[alongRows ? y * width + at : at * width + x] ?? 0);
    }
    result[i] = sum;
  }
  return result;
}

function unit(kernel: readonly number[]): number[] {
  const norm = Math.hypot(...kernel);
  return kernel.map((value) => value / norm);
}
