import * as v from 'valibot';
import { quantile } from '#core/quantiles.ts';
import { ascending, coefficientOfVariation, medianInterval, outliers, type Parts } from './statistics.ts';

/**
 * What is told of a cell's samples: milliseconds with five significant digits, far below any noise, so that a link that
 * carries these figures alone opens to the very same ones.
 */
export const summarySchema = v.strictObject({
  count: v.pipe(v.number(), v.integer(), v.minValue(1)),
  least: v.number(),
  p25: v.number(),
  median: v.number(),
  p75: v.number(),
  p90: v.number(),
  p95: v.number(),
  p99: v.number(),
  most: v.number(),
  /** 95 % bootstrap interval of the median. */
  low: v.number(),
  high: v.number(),
  /** Standard deviation over mean; absent below two samples, or where the mean is 0. */
  variation: v.optional(v.number()),
  /** Samples beyond Tukey's fences. They are in all the other figures. */
  outliers: v.pipe(v.number(), v.integer()),
});
export type Summary = v.InferOutput<typeof summarySchema>;

/** Undefined of no samples. `rounds`: the samples of each. `seed`: the run's, so that the interval can be drawn again. */
export function summarise(rounds: Parts, seed: number): Summary | undefined {
  const parts = rounds.filter((part) => part.length > 0);
  const samples = parts.flat();
  if (samples.length === 0) return undefined;
  const sorted = ascending(samples);
  const at = (fraction: number) => shortened(quantile(sorted, fraction));
  const { low, high } = medianInterval(parts, seed);
  const variation = coefficientOfVariation(samples);
  return {
    count: samples.length,
    least: at(0),
    p25: at(0.25),
    median: at(0.5),
    p75: at(0.75),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    most: at(1),
    low: shortened(low),
    high: shortened(high),
    ...(Number.isFinite(variation) ? { variation: shortened(variation) } : {}),
    outliers: outliers(samples).length,
  };
}

export function shortened(value: number): number {
  return Number(value.toPrecision(5));
}
