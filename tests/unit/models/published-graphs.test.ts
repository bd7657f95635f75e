/** Networks that come as ONNX files, rewritten for any size: at the file's own size they give the file's own numbers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { exportModel } from '#export/export-model.ts';
import { manifest as fastestdetManifest } from '#models/fastestdet/manifest.ts';
import { program as fastestdet } from '#models/fastestdet/network.ts';
import { manifest as sinetManifest } from '#models/sinet-portrait/manifest.ts';
import { program as sinet } from '#models/sinet-portrait/network.ts';
import type { NetworkProgram } from '#models/network-program.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';
import { shared } from '#tests/helpers/shared-data.ts';

// Exports and runs of whole networks, beside other tests.
vi.setConfig({ testTimeout: 60_000 });

const mirror = shared('mirror');

describe.skipIf(mirror === undefined)('published graphs', () => {
  const publishedFile = (sha256: string) => readFileSync(join(mirror!, sha256));

  async function run(program: NetworkProgram, file: Uint8Array, side: number, data: Float32Array) {
    const { bytes } = await exportModel({
      program,
      files: new Map([['published.onnx', file]]),
      format: 'onnx',
      size: { width: side, height: side },
      precision: 'fp32',
    });
    return runOnnx(bytes, { image: { shape: [1, 3, side, side], data } });
  }

  test('FastestDet', async () => {
    const file = publishedFile(fastestdetManifest.variants[0].source.sha256);
    const data = picture(352, 1);
    const { scores, boxes } = await run(fastestdet, file, 352, data);
    const published = (await runOnnx(file, { 'input.1': { shape: [1, 3, 352, 352], data } }))['758']!.data;
    const cells = 22 * 22;
    for (let cell = 0; cell < cells; cell++) {
      // Planes of the file: objectness, four numbers of the box, 80 probabilities.
      const [objectness, left, top, width, height, ...classes] = Array.from(
        { length: 85 },
        (_, plane) => published[plane * cells + cell]!,
      );
      const best = Math.max(...classes);
      const found = classes.map((_, index) => scores!.data[index * cells + cell]!);
      expect(found.indexOf(Math.max(...found))).toBe(classes.indexOf(best));
      expect(Math.max(...found)).toBeCloseTo(objectness! * best, 6);
      expect(found.filter((score) => score > 0)).toHaveLength(1);
      const box = [0, 1, 2, 3].map((plane) => boxes!.data[plane * cells + cell]!);
      [left, top, width, height].forEach((value, i) => expect(box[i]).toBeCloseTo(value!, 4));
    }
  });

  test('SINet', async () => {
    const file = publishedFile(sinetManifest.variants[0].source.sha256);
    const data = picture(320, 0.01);
    const { logits } = await run(sinet, file, 320, data);
    const published = (await runOnnx(file, { data: { shape: [1, 3, 320, 320], data } }))['Softmax/1']!.data;
    const cells = 320 * 320;
    let worst = 0;
    for (let i = 0; i < cells; i++) {
      const person = 1 / (1 + Math.exp(logits!.data[i]! - logits!.data[cells + i]!));
      worst = Math.max(worst, Math.abs(person - published[cells + i]!));
    }
    expect(worst).toBeLessThan(2e-5);
  });

  test.each([
    ['FastestDet', fastestdet, fastestdetManifest, [1, 4, 6, 10], 'boxes'],
    ['SINet', sinet, sinetManifest, [1, 2, 96, 160], 'logits'],
  ] as const)('%s at another size', async (_, program, { variants }, shape, output) => {
    const file = publishedFile(variants[0].source.sha256);
    const size = { width: 160, height: 96 };
    const request = {
      files: new Map([['published.onnx', file]]),
      format: 'onnx',
      precision: 'fp32',
    } as const;
    const { bytes } = await exportModel({ ...request, program, size });
    const data = picture(160, 0.01).subarray(0, 3 * 96 * 160);
    const results = await runOnnx(bytes, { image: { shape: [1, 3, 96, 160], data } });
    expect(results[output]!.shape).toEqual(shape);
    expect(results[output]!.data.every(Number.isFinite)).toBe(true);
  });
});

/** Soft shapes with some grain, so that every layer has something to do. */
function picture(side: number, range: number): Float32Array {
  return Float32Array.from({ length: 3 * side * side }, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side) % side];
    return range * (0.5 + 0.3 * Math.sin(x / 17) * Math.cos(y / 23) + 0.2 * Math.sin(i * 12.9898));
  });
}
