import { describe, expect, it } from 'vitest';
import { loadComposer } from '#compose/registry.ts';
import type { ComposerModel, CpuComposer } from '#compose/composer.ts';
import type { BoxDecoder } from '#core/decoder.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { place } from '#core/geometry.ts';
import { defaultLook, type Look } from '#core/look.ts';
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

/** The CPU composer's answer to a heat map on the frame at that time. */
function drawn(composer: CpuComposer, data: Float32Array, atMs: number, change: Partial<Look> = {}) {
  const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
  const summary = composer.draw({
    canvas,
    frame: new ImageData(new Uint8ClampedArray(image.data), image.width, image.height),
    outputs: new Map([
      ['heat', { shape: [1, 2, 8, 8], data }],
      ['sizes', { shape: [1, 1, 8, 8], data: sizes }],
    ]),
    placement,
    look: { ...look, ...change },
    atMs,
  });
  if (summary.kind !== 'boxes') throw new TypeError('boxes expected');
  return summary.detections.map(({ trackId, classIndex, score }) => [trackId, classIndex, score]);
}

describe('followed boxes', () => {
  const followed = { tracking: true };
  const sure = Float32Array.from({ length: 128 }, (_, i) => (i === 20 ? 0.75 : 0));
  const unsure = Float32Array.from({ length: 128 }, (_, i) => (i === 20 ? 0.25 : i === 63 ? 0.3125 : 0));

  it('keep their number through frames in which their score is below what is shown', async () => {
    const composer = (await loadComposer('boxes')).createCpu(composerModel);
    expect(drawn(composer, sure, 0, followed)).toEqual([[1, 0, 0.75]]);
    expect(drawn(composer, unsure, 33, followed)).toEqual([[1, 0, 0.25]]);
    expect(drawn(composer, unsure, 66)).toEqual([]);
    composer.dispose();
  });

  it('are not shown when their class is hidden, and are still followed', async () => {
    const composer = (await loadComposer('boxes')).createCpu(composerModel);
    drawn(composer, sure, 0, followed);
    expect(drawn(composer, sure, 33, { ...followed, hiddenClasses: [0] })).toEqual([]);
    expect(drawn(composer, sure, 66, followed)).toEqual([[1, 0, 0.75]]);
    composer.dispose();
  });

  it('get new numbers after a cut', async () => {
    const composer = (await loadComposer('boxes')).createCpu(composerModel);
    drawn(composer, sure, 0, followed);
    composer.reset?.();
    expect(drawn(composer, sure, 33, followed)).toEqual([[2, 0, 0.75]]);
    composer.dispose();
  });
});

describe('followed boxes on the GPU', () => {
  it('have the numbers that they have on the CPU, frame after frame and after a cut', async () => {
    const { device } = await testGpu();
    const factory = await loadComposer('boxes');
    const [gpu, cpu] = [
      factory.createGpu(device, 'rgba8unorm', composerModel),
      factory.createCpu(composerModel),
    ];
    const target = targetOf(device, image.width, image.height);
    const texture = textureOf(device, image);
    const followed: Look = { ...look, tracking: true };
    const onGpu = async (data: Float32Array, atMs: number) => {
      const encoder = device.createCommandEncoder();
      const outputs = new Map([
        ['heat', bufferOf(device, data)],
        ['sizes', bufferOf(device, sizes)],
      ]);
      gpu.encode({
        encoder,
        frame: texture,
        outputs,
        placement,
        look: followed,
        atMs,
        target: target.createView(),
      });
      device.queue.submit([encoder.finish()]);
      gpu.afterSubmit();
      const summary = await gpu.settled();
      if (summary.kind !== 'boxes') throw new TypeError('boxes expected');
      return summary.detections.map(({ trackId, classIndex, score }) => [trackId, classIndex, score]);
    };
    // Two objects; the second is unsure for a while, and its score comes down to what only a tracker uses.
    const scenes = [0.75, 0.25, 0.25, 0.75].map((unsure) =>
      Float32Array.from({ length: 128 }, (_, i) => (i === 9 ? 0.875 : i === 64 + 54 ? unsure : 0)),
    );
    for (const [frame, data] of scenes.entries()) {
      const found = await onGpu(data, frame * 33);
      expect(found).toEqual(drawn(cpu, data, frame * 33, { tracking: true }));
      expect(found.map(([id]) => id).sort()).toEqual([1, 2]);
    }
    gpu.reset?.();
    cpu.reset?.();
    const after = await onGpu(scenes[0]!, 200);
    expect(after).toEqual(drawn(cpu, scenes[0]!, 200, { tracking: true }));
    expect(after.map(([id]) => id).sort()).toEqual([3, 4]);
    gpu.dispose();
    cpu.dispose();
  });
});

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
      atMs: 0,
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
      atMs: 0,
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
      atMs: 0,
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
