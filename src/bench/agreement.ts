/** Speed is never told without it: whether a cell gives what ort-wasm gives in fp32, on one reference frame. */
import type { Cell } from './cells.ts';
import type { Agreement } from './report.ts';
import { shortened } from './summary.ts';

/** One output of a run: float32, C order. */
export interface Output {
  name: string;
  shape: readonly number[];
  data: Float32Array;
}

/** Of the same arithmetic in another order; `npm run bar:agreement` sees 1e-5 (one decade for other GPUs' own maths). */
const FP32_WORST = 1e-3;
/** Half precision, and MediaPipe's own resampling, move single values far where classes or edges meet: judged by the mean. */
const OTHERS_MEAN = 1e-2;

/** Undefined where the outputs cannot be compared. */
export function compareOutputs(
  cell: Pick<Cell, 'engine' | 'precision'>,
  found: readonly Output[],
  reference: readonly Output[],
): Agreement | undefined {
  let [worst, sum, count] = [0, 0, 0];
  for (const expected of reference) {
    const actual = found.find(({ name }) => name === expected.name);
    if (actual?.data.length !== expected.data.length) return undefined;
    const range = rangeOf(expected.data);
    for (let i = 0; i < expected.data.length; i++) {
      const apart = Math.abs(actual.data[i]! - expected.data[i]!) / range;
      // NaN is a departure as well, and comparisons with it are false.
      worst = apart <= worst ? worst : Number.isNaN(apart) ? Infinity : apart;
      sum += apart;
    }
    count += expected.data.length;
  }
  if (count === 0) return undefined;
  const isSingle = cell.precision === 'fp32' && cell.engine.startsWith('ort-');
  const judged = isSingle ? 'worst' : 'mean';
  const tolerance = isSingle ? FP32_WORST : OTHERS_MEAN;
  // A report is JSON, which has no Infinity.
  const limited = (value: number) => (Number.isFinite(value) ? shortened(value) : Number.MAX_VALUE);
  const figures = { worst: limited(worst), mean: limited(sum / count) };
  return { ...figures, judged, tolerance, agrees: figures[judged] <= tolerance };
}

/** Of a constant output its magnitude, of nothing but zeros 1. */
function rangeOf(values: Float32Array): number {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return most - least || Math.abs(most) || 1;
}
