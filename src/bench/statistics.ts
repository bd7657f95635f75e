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

/** Samples by the round that brought them; of one round a single part. None is empty. */
export type Parts = readonly (readonly number[])[];

/** Cuts `samples` into parts of these lengths; without any it is one part. */
export function partsOf(samples: readonly number[], lengths: readonly number[] = [samples.length]): Parts {
  let from = 0;
  return lengths.filter((length) => length > 0).map((length) => samples.slice(from, (from += length)));
}

/**
 * 95 % percentile bootstrap interval of the median; the same samples and seed give the same interval. Of several rounds
 * whole rounds are drawn first and samples within them (a cluster bootstrap: Davison and Hinkley, Bootstrap Methods,
 * 1997, section 3.8), because samples of one round are alike in what befell the machine then.
 */
export function medianInterval(parts: Parts, seed: number, resamples = RESAMPLES): Interval {
  const random = new MersenneTwister(seed);
  return percentileInterval(resampledMedians(parts, random, resamples));
}

/** 95 % percentile bootstrap interval of median(a) ÷ median(b), of samples that have nothing to do with each other. */
export function ratioInterval(a: Parts, b: Parts, seed: number, resamples = RESAMPLES): Interval {
  const random = new MersenneTwister(seed);
  const above = resampledMedians(a, random, resamples);
  const below = resampledMedians(b, random, resamples);
  return percentileInterval(above.map((value, i) => value / below[i]!));
}

function resampledMedians(parts: Parts, random: MersenneTwister, count: number): Float64Array {
  return Float64Array.from({ length: count }, () => {
    const drawn: number[] = [];
    for (let part = 0; part < parts.length; part++) {
      const from = parts[random.below(parts.length)]!;
      for (let i = 0; i < from.length; i++) drawn.push(from[random.below(from.length)]!);
    }
    return median(drawn);
  });
}

function percentileInterval(statistics: Float64Array): Interval {
  const sorted = statistics.sort();
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}
