import { describe, expect, it } from 'vitest';
import { CountSeries, countsToCsv } from '#core/counting/count-series.ts';
import { SmoothedCount, type CountEstimate } from '#core/counting/smoothed-count.ts';
import { randomFrom } from '#core/random.ts';

describe('SmoothedCount', () => {
  it('finds the mean and the standard deviation of a noisy count, at any rate of frames', () => {
    for (const everyMs of [33, 500]) {
      const random = randomFrom(7);
      const count = new SmoothedCount();
      const means: number[] = [];
      const spreads: number[] = [];
      // Uniform between 36 and 48: mean 42, standard deviation 12 / √12 = 3.46.
      for (let i = 0; i < 6000; i++) {
        const { mean, spread } = count.add(36 + 12 * random(), i * everyMs);
        if (i * everyMs < 20_000) continue;
        means.push(mean);
        spreads.push(spread);
      }
      const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(meanOf(means)).toBeCloseTo(42, 0);
      expect(meanOf(spreads)).toBeGreaterThan(2.9);
      expect(meanOf(spreads)).toBeLessThan(3.6);
    }
  });

  it('is steadier than what it smooths, and follows people who come within seconds', () => {
    const count = new SmoothedCount();
    let estimate: CountEstimate | undefined;
    for (let i = 0; i < 300; i++) estimate = count.add(i % 2 ? 40 : 44, i * 33);
    expect(Math.abs(estimate!.mean - 42)).toBeLessThan(0.1);
    expect(estimate!.spread).toBeCloseTo(2, 1);
    for (let i = 300; i < 300 + 240; i++) estimate = count.add(50, i * 33);
    expect(estimate!.mean).toBeGreaterThan(49.5);
  });

  it('begins anew with another scene', () => {
    const count = new SmoothedCount();
    for (let i = 0; i < 50; i++) count.add(100 + (i % 3), i * 33);
    expect(count.add(900, 2000)).toEqual({ mean: 900, spread: 0 });
    expect(count.add(20, 2033)).toEqual({ mean: 20, spread: 0 });
  });
});

it('a crowd’s table has the smoothed count and its spread', () => {
  const series = new CountSeries();
  series.add(1000, 40, [], { mean: 40, spread: 0 });
  series.add(1500, 44, [], { mean: 41.456, spread: 1.234 });
  expect(countsToCsv(series.rows)).toBe(
    'time,in picture,least,most,smoothed,spread\r\n1970-01-01T00:00:01.000Z,42,40,44,41.46,1.23\r\n',
  );
});
