/** The bench's statistics beside those that NumPy and SciPy recorded in tests/fixtures/bench/statistics.json. */
import { readFileSync } from 'node:fs';
import { quantile } from '#core/quantiles.ts';
import { MersenneTwister } from '#bench/mersenne-twister.ts';
import {
  ascending,
  coefficientOfVariation,
  geometricMean,
  median,
  medianInterval,
  outliers,
  ratioInterval,
  type Interval,
} from '#bench/statistics.ts';

interface Case {
  name: string;
  seed: number;
  samples: number[];
  median: number;
  p90: number;
  p95: number;
  p99: number;
  variation: number;
  geometricMean: number;
  outliers: number[];
  interval: Interval;
}

interface Fixture {
  resamples: number;
  numpy: string;
  random: { seed: number; uint32: number[]; below1000: number[] };
  cases: Case[];
  ratios: { a: number[]; b: number[]; seed: number; interval: Interval }[];
  rounds: { name: string; parts: number[][]; seed: number; interval: Interval }[];
}

export interface Compared {
  name: string;
  actual: number;
  expected: number;
}

const path = new URL('../fixtures/bench/statistics.json', import.meta.url);

export function compareStatistics(): Compared[] {
  const fixture = JSON.parse(readFileSync(path, 'utf8')) as Fixture;
  return [
    ...fixture.cases.flatMap((one) => compareCase(one, fixture.resamples)),
    ...fixture.ratios.flatMap(({ a, b, seed, interval }, i) =>
      compareInterval(`ratio ${i}`, ratioInterval([a], [b], seed, fixture.resamples), interval),
    ),
    ...fixture.rounds.flatMap(({ name, parts, seed, interval }) =>
      compareInterval(name, medianInterval(parts, seed, fixture.resamples), interval),
    ),
    ...compareRandom(fixture.random),
  ];
}

function compareCase(one: Case, resamples: number): Compared[] {
  const { name, samples, seed } = one;
  const sorted = ascending(samples);
  const found = outliers(samples);
  const pairs: [string, number, number][] = [
    ['median', median(samples), one.median],
    ['p90', quantile(sorted, 0.9), one.p90],
    ['p95', quantile(sorted, 0.95), one.p95],
    ['p99', quantile(sorted, 0.99), one.p99],
    ['variation', coefficientOfVariation(samples), one.variation],
    ['geometric mean', geometricMean(samples), one.geometricMean],
    ['outliers', found.length, one.outliers.length],
    ...one.outliers.map((value, i): [string, number, number] => [`outlier ${i}`, found[i] ?? NaN, value]),
  ];
  return [
    ...pairs.map(([what, actual, expected]) => ({ name: `${what} ${name}`, actual, expected })),
    ...compareInterval(name, medianInterval([samples], seed, resamples), one.interval),
  ];
}

function compareInterval(name: string, actual: Interval, expected: Interval): Compared[] {
  return (['low', 'high'] as const).map((end) => ({
    name: `interval ${end} ${name}`,
    actual: actual[end],
    expected: expected[end],
  }));
}

/** Each hundredth number of a long row: past the second twist of the generator's state. */
function compareRandom({ seed, uint32, below1000 }: Fixture['random']): Compared[] {
  const [plain, bounded] = [new MersenneTwister(seed), new MersenneTwister(seed)];
  const row = (next: () => number, expected: readonly number[], name: string) => {
    const drawn = Array.from({ length: expected.length * 100 }, next);
    return expected.map((value, i) => ({
      name: `${name} ${i * 100}`,
      actual: drawn[i * 100]!,
      expected: value,
    }));
  };
  return [
    ...row(() => plain.uint32(), uint32, 'uint32'),
    ...row(() => bounded.below(1000), below1000, 'below 1000'),
  ];
}
