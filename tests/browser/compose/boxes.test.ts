import { describe, expect, it } from 'vitest';
import { loadComposer } from '#compose/registry.ts';
import type { ComposerModel } from '#compose/composer.ts';
import type { BoxDecoder } from '#core/decoder.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { place } from '#core/geometry.ts';
import { defaultLook } from '#core/look.ts';
import {
  bufferOf,
  maxDifference,
  readPixels,
  targetOf,
  testGpu,
  testPicture,
  textureOf,
} from '../gpu/fixture.ts';

const model = { width: 64, height: 64 };

/** A made-up detector: a heat map of 2 classes on 8 x 8 cells (sparse) and one box size a cell (dense). */
const decode: BoxDecoder = ({ heat, sizes }) => {
  if (heat?.transfer !== 'sparse' || sizes?.transfer !== 'dense')
    throw new VitrineError('bad-shape', 'as declared');
  return [...heat.indices].map((index, i) => {
    const [classIndex, cell] = [Math.floor(index / 64), index % 64];
    const [x, y, half] = [(cell % 8) * 8 + 4, Math.floor(cell / 8) * 8 + 4, sizes.data[cell]! / 2];
    const box = { left: x - half, top: y - half, right: x + half, bottom: y + half };
    return { box, classIndex, score: heat.values[i]! };
  });
};

const composerModel: ComposerModel = {
  outputs: [
    { meaning: 'detector', name: 'heat', transfer: 'sparse', cap: 16 },
    { meaning: 'detector', name: 'sizes', transfer: 'dense' },
  ],
  shapes: new Map([
    ['heat', [1, 2, 8, 8]],
    ['sizes', [1, 1, 8, 8]],
  ]),
  labels: [],
  nms: 'per-class',
  decode,
};

const heat = new Float32Array(128);
heat[9] = 0.9; // class 0, cell (1, 1)
heat[10] = 0.8; // class 0, cell (2, 1): overlaps the first
heat[64 + 10] = 0.7; // class 1
heat[40] = 0.2; // below the threshold
const sizes = new Float32Array(64).fill(40);
const look = { ...defaultLook, scoreThreshold: 0.35, iouThreshold: 0.5 };
const image = testPicture(128, 96);
const placement = place(image, model, 'letterbox');

describe('boxes', () => {
  it('come out alike on GPU and CPU, suppressed per class, in frame pixels', async () => {
    const { device } = await testGpu();
    const factory = await loadComposer('boxes');
    const gpu = factory.createGpu(device, 'rgba8unorm', composerModel);
    const target = targetOf(device, image.width, image.height);
    const encoder = device.createCommandEncoder();
    gpu.encode({
      encoder,
      frame: textureOf(device, image),
      outputs: new Map([
        ['heat', bufferOf(device, heat)],
        ['sizes', bufferOf(device, sizes)],
      ]),
      placement,
      look,
      target: target.createView(),
    });
    device.queue.submit([encoder.finish()]);
    gpu.afterSubmit();
    const fromGpu = await gpu.settled();
    expect(gpu.summary()).toEqual(fromGpu);
    gpu.dispose();

    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
    const fromCpu = factory.createCpu(composerModel).draw({
      canvas,
      frame: new ImageData(new Uint8ClampedArray(image.data), image.width, image.height),
      outputs: new Map([
        ['heat', { shape: [1, 2, 8, 8], data: heat }],
        ['sizes', { shape: [1, 1, 8, 8], data: sizes }],
      ]),
      placement,
      look,
    });
    expect(fromGpu).toEqual(fromCpu);
    // Letterbox: 128 x 96 at scale 1/2 lies 8 px below the top of the 64 x 64 input; cell (1, 1) is at (12, 12).
    expect(fromCpu).toEqual({
      kind: 'boxes',
      detections: [
        { box: { left: 0, top: 0, right: 64, bottom: 48 }, classIndex: 0, score: Math.fround(0.9) },
        { box: { left: 0, top: 0, right: 80, bottom: 48 }, classIndex: 1, score: Math.fround(0.7) },
      ],
    });
    const pixels = canvas.getImageData(0, 0, image.width, image.height).data;
    expect(maxDifference(pixels, image.data)).toBe(0);
    expect(maxDifference(await readPixels(device, target), image.data)).toBeLessThanOrEqual(1);
  });

  it('a decoder that fails is heard of, not swallowed', async () => {
    const { device } = await testGpu();
    const fails = {
      ...composerModel,
      decode: () => {
        throw new VitrineError('bad-shape', 'no');
      },
    };
    const gpu = (await loadComposer('boxes')).createGpu(device, 'rgba8unorm', fails);
    const encoder = device.createCommandEncoder();
    gpu.encode({
      encoder,
      frame: textureOf(device, image),
      outputs: new Map([
        ['heat', bufferOf(device, heat)],
        ['sizes', bufferOf(device, sizes)],
      ]),
      placement,
      look,
      target: targetOf(device, 8, 8).createView(),
    });
    device.queue.submit([encoder.finish()]);
    gpu.afterSubmit();
    await expect(gpu.settled()).rejects.toThrow('no');
    expect(() => gpu.summary()).toThrow('no');
    expect(gpu.summary()).toEqual({ kind: 'boxes', detections: [] });
    gpu.dispose();
  });
});
