/** Side of the matrices: three of 9 KB, which fit a core's first cache beside what a model left there. */
const SIDE = 48;
/** Products in one probe at least: some 0.5 ms. */
const PRODUCTS = 3;
/** A probe must be so many steps of the clock long, or the step is taken for company. */
const STEPS = 40;
/** Longer ones would be more of a cell's time than its runs. */
const MOST_PRODUCTS = 24;

const a = Float32Array.from({ length: SIDE * SIDE }, (_, i) => Math.sin(i));
const b = Float32Array.from({ length: SIDE * SIDE }, (_, i) => Math.cos(i));
const product = new Float32Array(SIDE * SIDE);

/** Looks that compile the probe. */
const WARM = 40;

/**
 * A short piece of fixed arithmetic in this very thread, as milliseconds: its pace is the core's, and says whether others
 * share it. Undefined where the clock is too coarse to tell.
 */
export function paceProbe(clockStepMs: number): (() => number) | undefined {
  const timed = (products: number) => {
    const startMs = performance.now();
    for (let i = 0; i < products; i++) multiply();
    return performance.now() - startMs;
  };
  for (let i = 0; i < WARM; i++) multiply();
  const leastMs = Math.min(...Array.from({ length: 5 }, () => timed(MOST_PRODUCTS))) / MOST_PRODUCTS;
  const products = Math.max(PRODUCTS, Math.ceil((STEPS * clockStepMs) / leastMs));
  return products > MOST_PRODUCTS ? undefined : () => timed(products);
}

function multiply(): void {
  product.fill(0);
  for (let i = 0; i < SIDE; i++)
    for (let k = 0; k < SIDE; k++) {
      const left = a[i * SIDE + k]!;
      for (let j = 0; j < SIDE; j++) product[i * SIDE + j]! += left * b[k * SIDE + j]!;
    }
}
