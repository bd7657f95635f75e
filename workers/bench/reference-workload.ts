import { median } from '#bench/statistics.ts';

/** Side of the matrices: three of 160 KB, which stay in a core's cache. */
const SIDE = 200;
const RUNS = 3;

const a = Float32Array.from({ length: SIDE * SIDE }, (_, i) => Math.sin(i));
const b = Float32Array.from({ length: SIDE * SIDE }, (_, i) => Math.cos(i));
const product = new Float32Array(SIDE * SIDE);
let isWarm = false;

/**
 * Milliseconds of a fixed piece of arithmetic on the CPU, the median of a few: it depends on nothing but the machine's
 * pace, so that a change tells of heat, power or company. Called again in the same worker, whose code is compiled then.
 */
export function referenceWorkload(): number {
  if (!isWarm) for (let i = 0; i < RUNS; i++) multiply();
  isWarm = true;
  const timesMs = Array.from({ length: RUNS }, () => {
    const startMs = performance.now();
    multiply();
    return performance.now() - startMs;
  });
  return median(timesMs);
}

function multiply(): void {
  product.fill(0);
  for (let i = 0; i < SIDE; i++)
    for (let k = 0; k < SIDE; k++) {
      const left = a[i * SIDE + k]!;
      for (let j = 0; j < SIDE; j++) product[i * SIDE + j]! += left * b[k * SIDE + j]!;
    }
}
