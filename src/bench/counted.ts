import type { Result } from './report.ts';
import { partsOf, type Parts } from './statistics.ts';

/** The inference samples that figures are made of, by round: those beside which nothing else ran. */
export function countedParts({
  inference = [],
  rounds,
  disturbed = [],
  disturbedRuns = [],
}: NonNullable<Result['samples']>): Parts {
  const isLeftOut = new Set(disturbedRuns);
  const numbered = inference.map((ms, i) => (isLeftOut.has(i) ? NaN : ms));
  return partsOf(numbered, rounds)
    .filter((_, i) => !disturbed.includes(i))
    .map((part) => part.filter((ms) => !Number.isNaN(ms)))
    .filter((part) => part.length > 0);
}
