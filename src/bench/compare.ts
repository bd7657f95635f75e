/** Several reports over each other: the ratio of each cell to the same cell of the first. */
import { cellId } from './cells.ts';
import { countedParts } from './counted.ts';
import type { Report, Result } from './report.ts';
import { partsOf, ratioInterval, type Parts } from './statistics.ts';
import { mainSummary } from './table.ts';

export interface Ratio {
  ratio: number;
  low: number;
  high: number;
  /** `samples`: a 95 % bootstrap interval. `intervals`: the farthest that the two medians' own intervals allow. */
  from: 'samples' | 'intervals';
}

/** A bootstrap of two times 2000 draws takes some milliseconds: larger reports are compared by their intervals. */
const MOST_BOOTSTRAPPED = 60;

/** By cell; of those that both have done. */
export function ratiosTo(base: Report, other: Report): Map<string, Ratio> {
  const known = new Map(base.results.map((result) => [cellId(result.cell), result]));
  const drawn = other.results.length <= MOST_BOOTSTRAPPED;
  const ratios = new Map<string, Ratio>();
  for (const result of other.results) {
    const former = known.get(cellId(result.cell));
    const ratio = former && ratioOf(former, result, drawn ? other.seed : undefined);
    if (ratio) ratios.set(cellId(result.cell), ratio);
  }
  return ratios;
}

function ratioOf(former: Result, result: Result, seed: number | undefined): Ratio | undefined {
  const [a, b] = [mainSummary(result), mainSummary(former)];
  if (!a || !b) return undefined;
  const ratio = a.median / b.median;
  const [samples, formerSamples] = [mainSamples(result), mainSamples(former)];
  if (seed !== undefined && samples && formerSamples) {
    return { ratio, ...ratioInterval(samples, formerSamples, seed), from: 'samples' };
  }
  return { ratio, low: a.low / b.high, high: a.high / b.low, from: 'intervals' };
}

function mainSamples({ samples, period }: Result): Parts | undefined {
  if (period) return samples?.period && partsOf(samples.period);
  return samples?.inference && countedParts(samples);
}
