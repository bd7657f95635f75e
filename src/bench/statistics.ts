/** The bench's statistics. Samples are plain numbers in any order; none is ever thrown away. */
import { quantile } from '#core/quantiles.ts';
import { MersenneTwister } from './mersenne-twister.ts';

export interface Interval {
  low: number;
  high: number;
}

/** Draws of a bootstrap: SciPy's tutorial uses as many for a percentile interval. */
export const RESAMPLES = 2000;

export function ascending(samples: readonly number[]): Float64Array {
  return Float64Array.from(samples).sort();
}

export function median(samples: readonly number[]): number {
  return quantile(ascending(samples), 0.5);
}

export function mean(samples: readonly number[]): number {
  return samples.reduce((sum, value) => sum + value, 0) / samples.length;
}

/** Standard deviation of the samples (n − 1) over their mean; NaN below two samples. */
export function coefficientOfVariation(samples: readonly number[]): number {
  if (samples.length < 2) return NaN;
  const centre = mean(samples);
  const squares = samples.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (samples.length - 1)) / centre;
}

/** NaN of none; all must be positive. */
export function geometricMean(samples: readonly number[]): number {
  return Math.exp(mean(samples.map(Math.log)));
}

/** Samples beyond Tukey's fences, 1.5 interquartile ranges outside the quartiles. They stay among the samples. */
export function outliers(samples: readonly number[]): number[] {
  const sorted = ascending(samples);
  const [low, high] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const reach = 1.5 * (high - low);
  return samples.filter((value) => value < low - reach || value > high + reach);
}

/** 95 % percentile bootstrap interval of the median; the same samples and seed give the same interval. */
export function medianInterval(samples: readonly number[], seed: number, resamples = RESAMPLES): Interval {
  const random = new MersenneTwister(seed);
  return percentileInterval(resampledMedians(samples, random, resamples));
}

/** 95 % percentile bootstrap interval of median(a) ÷ median(b), of samples that have nothing to do with each other. */
export function ratioInterval(
  a: readonly number[],
  b: readonly number[],
  seed: number,
  resamples = RESAMPLES,
): Interval {
  const random = new MersenneTwister(seed);
  const above = resampledMedians(a, random, resamples);
  const below = resampledMedians(b, random, resamples);
  return percentileInterval(above.map((value, i) => value / below[i]!));
}

function resampledMedians(samples: readonly number[], random: MersenneTwister, count: number): Float64Array {
  const drawn = new Float64Array(samples.length);
  return Float64Array.from({ length: count }, () => {
    for (let i = 0; i < drawn.length; i++) drawn[i] = samples[random.below(samples.length)]!;
    return quantile(drawn.sort(), 0.5);
  });
}

function percentileInterval(statistics: Float64Array): Interval {
  const sorted = statistics.sort();
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}
