import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { GraphBuilder } from '#export/graph-builder.ts';
import { exportModel, finishExport } from '#export/export-model.ts';
import { float32, sizeOf } from '#export/tensor-data.ts';
import { program } from '#models/zero-dce/network.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';

// Whole networks in the CPU runtime, beside other tests.
vi.setConfig({ testTimeout: 60_000 });

const size = { width: 36, height: 24 };
const cells = size.width * size.height;

/** The program with parameters that are the same everywhere, and its picture of `image`. */
async function enhance(plus: boolean, image: Float32Array, value: (key: string, i: number) => number) {
  const take = (key: string, shape: readonly number[]) =>
    float32(
      shape,
      Float32Array.from({ length: sizeOf(shape) }, (_, i) => value(key, i)),
    );
  const graph = new GraphBuilder({ parameters: { take } });
  program.build(graph, { size, config: { plus } });
  const { bytes } = finishExport(graph.finish(), 'fp32', []);
  const { picture } = await runOnnx(bytes, { image: { shape: [1, 3, 24, 36], data: image } });
  return picture!.data;
}

const image = Float32Array.from({ length: 3 * cells }, (_, i) => 0.5 + 0.5 * Math.sin(i * 0.37));

/** The papers' formula on one value: LE(x) = x + α x (1 − x), once for each α. */
const brightened = (x: number, alphas: readonly number[]): number =>
  alphas.reduce((now, alpha) => now + alpha * now * (1 - now), x);

/** With all weights zero the last layer's bias alone is the curve, the same for every pixel. */
const onlyLastBias = (last: string, biases: readonly number[]) => (key: string, i: number) =>
  key === last ? biases[i]! : 0;

describe('Zero-DCE', () => {
  test('applies the curve of each iteration and colour as the formula says', async () => {
    const biases = Array.from({ length: 24 }, (_, i) => Math.sin(i * 2.1));
    const found = await enhance(false, image, onlyLastBias('e_conv7.bias', biases));
    found.forEach((value, i) => {
      const colour = Math.floor(i / cells);
      // Three planes an iteration; the network's curves are the negative of the paper's α.
      const alphas = Array.from({ length: 8 }, (_, n) => -Math.tanh(biases[3 * n + colour]!));
      expect(value).toBeCloseTo(brightened(image[i]!, alphas), 5);
    });
  });

  test('of the second paper applies one curve eight times', async () => {
    const biases = [-0.4, 0.2, -1];
    const found = await enhance(true, image, onlyLastBias('e_conv7.point_conv.bias', biases));
    found.forEach((value, i) => {
      const alpha = -Math.tanh(biases[Math.floor(i / cells)]!);
      expect(value).toBeCloseTo(brightened(image[i]!, Array<number>(8).fill(alpha)), 5);
    });
  });

  test.each([false, true])('keeps pictures within 0..1, whatever the weights (++: %s)', async (plus) => {
    const found = await enhance(plus, image, (key, i) => Math.sin(key.length * 7.3 + i * 1.9));
    expect(found.every((value) => value > -1e-6 && value < 1 + 1e-6)).toBe(true);
    expect(Math.max(...found.map((value, i) => Math.abs(value - image[i]!)))).toBeGreaterThan(0.01);
  });

  test('with our weights brings a darkened picture most of the way back', async () => {
    const file = new URL('../../../models/zero-dce/weights/zero-dce-plus.safetensors', import.meta.url);
    const [width, height] = [324, 240];
    const { bytes } = await exportModel({
      program,
      files: new Map([['weights', readFileSync(file)]]),
      format: 'safetensors',
      size: { width, height },
      precision: 'fp32',
      config: { plus: true },
    });
    // Coloured hills of middle brightness; three stops of light are taken away, in linear light.
    const bright = Float32Array.from({ length: 3 * width * height }, (_, i) => {
      const [x, y] = [i % width, Math.floor(i / width) % height];
      const colour = Math.floor(i / (width * height));
      return 0.45 + 0.25 * Math.sin(x / 40 + colour) * Math.cos(y / 30) + 0.05 * Math.sin(x * y);
    });
    const dark = bright.map((value) => (value ** 2.2 / 8) ** (1 / 2.2));
    const { picture } = await runOnnx(bytes, { image: { shape: [1, 3, height, width], data: dark } });
    const distance = (a: Float32Array) =>
      Math.sqrt(a.reduce((sum, value, i) => sum + (value - bright[i]!) ** 2, 0) / a.length);
    expect(distance(picture!.data)).toBeLessThan(distance(dark) / 2);
  });
});
