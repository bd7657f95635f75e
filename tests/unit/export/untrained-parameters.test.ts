import { describe, expect, it } from 'vitest';
import { UntrainedParameters } from '#export/untrained-parameters.ts';

const statistics = (values: Float32Array) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, variance };
};

describe('filler weights', () => {
  const filler = new UntrainedParameters();

  it('are the same each time and differ from key to key', () => {
    const [first, again] = [1, 2].map(() => filler.take('a.weight', [4, 4]).data);
    expect(first).toEqual(again);
    expect(filler.take('b.weight', [4, 4]).data).not.toEqual(first);
  });

  it.each([
    [[64, 32, 3, 3], 288],
    [[512, 64], 64],
    [[96, 1, 5, 5], 25],
  ])('keep the variance of what passes through %j', (shape, fanIn) => {
    const { mean, variance } = statistics(filler.take('conv.weight', shape).data);
    expect(variance * fanIn).toBeGreaterThan(0.9);
    expect(variance * fanIn).toBeLessThan(1.1);
    expect(Math.abs(mean) * Math.sqrt(fanIn)).toBeLessThan(0.1);
  });

  it('normalise by a variance of one and scale by one', () => {
    for (const key of ['bn.running_var', 'bn.weight']) {
      expect([...filler.take(key, [3]).data]).toEqual([1, 1, 1]);
    }
    expect(filler.take('scales.0.scale', []).data).toEqual(Float32Array.of(1));
    for (const value of filler.take('bn.bias', [100]).data) expect(Math.abs(value)).toBeLessThanOrEqual(0.05);
  });

  it('are what the network wants where it says so', () => {
    const wanting = new UntrainedParameters((key, [length = 0]) =>
      key === 'bins' ? Array.from({ length }, (_, i) => i) : key === 'head.bias' ? -4.6 : undefined,
    );
    expect([...wanting.take('bins', [3]).data]).toEqual([0, 1, 2]);
    expect(wanting.take('head.bias', [2]).data).toEqual(Float32Array.of(-4.6, -4.6));
    expect(wanting.take('a.weight', [4, 4]).data).toEqual(filler.take('a.weight', [4, 4]).data);
  });
});
