import { describe, expect, it, vi } from 'vitest';
import { exportUntrained } from '#export/export-model.ts';
import { UntrainedParameters } from '#export/untrained-parameters.ts';
import { program as damoYolo } from '#models/damo-yolo/network.ts';
import { program as fastScnn } from '#models/fast-scnn/network.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';

vi.setConfig({ testTimeout: 60_000 });

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

describe('an untrained network', () => {
  const size = { width: 64, height: 64 };
  /** A picture without pattern, 0 to 1. */
  const noise = Float32Array.from({ length: 3 * 64 * 64 }, (_, i) => ((i * 7919) % 1009) / 1009);
  const image = (scale: number) => ({ shape: [1, 3, 64, 64], data: noise.map((value) => value * scale) });

  it('is the same file each time', () => {
    const [first, again] = [1, 2].map(
      () => exportUntrained({ program: fastScnn, size, precision: 'fp16', config: { classes: 19 } }).bytes,
    );
    // toEqual takes a minute for two megabytes.
    expect(Buffer.compare(first!, again!)).toBe(0);
  });

  it('gives numbers that neither vanish nor explode', async () => {
    const { bytes } = exportUntrained({
      program: fastScnn,
      size,
      precision: 'fp32',
      config: { classes: 19 },
    });
    const { logits } = await runOnnx(bytes, { image: image(1) });
    const { variance } = statistics(logits!.data);
    expect(Math.sqrt(variance)).toBeGreaterThan(1e-3);
    expect(Math.sqrt(variance)).toBeLessThan(1e3);
  });

  it('finds nothing where it is a detector', async () => {
    const config = { variant: 'ns', classes: 80 };
    const { bytes } = exportUntrained({ program: damoYolo, size, precision: 'fp32', config });
    const { scores, boxes } = await runOnnx(bytes, { image: image(255) });
    expect(Math.max(...scores!.data)).toBeLessThan(0.05);
    expect(boxes!.data.every(Number.isFinite)).toBe(true);
  });

  it('is refused where the graph brings its own weights', () => {
    const program = { from: 'graph', convert: () => Promise.reject(new Error('not asked')) } as const;
    expect(() => exportUntrained({ program, size, precision: 'fp32' })).toThrow('can do without weights');
  });
});
