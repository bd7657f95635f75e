import { describe, expect, it } from 'vitest';
import { MersenneTwister, shuffled } from '#bench/mersenne-twister.ts';
import { median, medianInterval, outliers, partsOf, ratioInterval } from '#bench/statistics.ts';
import { compareStatistics } from '#tests/helpers/bench-statistics.ts';

describe('statistics', () => {
  it.each(compareStatistics())('$name is what NumPy and SciPy give', ({ actual, expected }) => {
    expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9);
  });

  it('holds the median within its interval, and gives one figure for samples that are all alike', () => {
    const samples = Array.from({ length: 40 }, (_, i) => 10 + ((i * 7) % 13));
    const { low, high } = medianInterval([samples], 3);
    expect(low).toBeLessThanOrEqual(median(samples));
    expect(high).toBeGreaterThanOrEqual(median(samples));
    expect(medianInterval([[5, 5, 5]], 1)).toEqual({ low: 5, high: 5 });
    expect(ratioInterval([[6, 6]], [[3, 3]], 1)).toEqual({ low: 2, high: 2 });
  });

  it('widens the interval where rounds differ more than the samples within them', () => {
    const rounds = [10, 11, 12, 13].map((centre) => Array.from({ length: 15 }, (_, i) => centre + i / 100));
    const [apart, mixed] = [medianInterval(rounds, 1), medianInterval([rounds.flat()], 1)];
    expect(apart.high - apart.low).toBeGreaterThan(mixed.high - mixed.low);
    expect(partsOf(rounds.flat(), [15, 15, 15, 15])).toEqual(rounds);
  });

  it('keeps samples as they were', () => {
    const samples = [3, 1, 2, 90];
    medianInterval([samples], 1);
    expect(outliers(samples)).toEqual([90]);
    expect(samples).toEqual([3, 1, 2, 90]);
  });
});

describe('shuffled', () => {
  it('gives all items in an order that the seed alone decides', () => {
    const items = Array.from({ length: 20 }, (_, i) => i);
    const drawn = shuffled(items, new MersenneTwister(9));
    expect(drawn).toEqual(shuffled(items, new MersenneTwister(9)));
    expect(drawn).not.toEqual(items);
    expect(drawn).not.toEqual(shuffled(items, new MersenneTwister(10)));
    expect([...drawn].sort((a, b) => a - b)).toEqual(items);
  });

  it('puts each item everywhere equally often', () => {
    const random = new MersenneTwister(1);
    const places = [0, 0, 0, 0];
    for (let i = 0; i < 4000; i++) places[shuffled(['x', 'a', 'b', 'c'], random).indexOf('x')]!++;
    for (const times of places) expect(Math.abs(times - 1000)).toBeLessThan(120);
  });

  it('refuses a seed that is no 32-bit number', () => {
    expect(() => new MersenneTwister(-1)).toThrow(RangeError);
    expect(() => new MersenneTwister(2 ** 32)).toThrow(RangeError);
    expect(() => new MersenneTwister(0.5)).toThrow(RangeError);
  });
});
