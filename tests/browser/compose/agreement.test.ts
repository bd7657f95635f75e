import { afterAll, expect, it } from 'vitest';
import { loadComposer } from '#compose/registry.ts';
import { place } from '#core/geometry.ts';
import { defaultLook, type Look } from '#core/look.ts';
import { cellAt } from '#core/map-window.ts';
import type { ResultSummary } from '#core/result.ts';
import { bufferOf, readPixels, targetOf, testGpu, testPicture, textureOf } from '../gpu/fixture.ts';
import { input, subjects } from './subjects.ts';

/**
 * Steps of 255 between the two pictures. Each pass alone stays within 2 (tests/browser/gpu); a matte goes through
 * several, and its coefficients magnify what they lose in f32.
 */
const TOLERANCE = { picture: 3, mean: 0.05 };
/** Light is put on in fractions and rounded before the person is mixed in: off by one in more pixels (measured 0.056). */
const LIT_MEAN = 0.06;

const looks: Record<string, Partial<Look>> = {
  'the default look': {},
  'no smoothing, mirrored': { smoothing: 0, mirror: true, hiddenClasses: [1, 3], opacity: 1 },
  'an unrefined matte before green': { background: 'green', refine: false, decontaminate: false },
  'a refined matte before green': { background: 'green', mirror: true },
  'a picture behind': { background: 'image', smoothing: 0.9 },
  'light of a picture behind': { background: 'image', lightWrap: 1 },
  'light of green on a plain matte': {
    background: 'green',
    lightWrap: 0.6,
    refine: false,
    decontaminate: false,
  },
  'light of a blurred background': { lightWrap: 1, mirror: true },
  'the matte alone': { background: 'matte' },
  'a tint': { background: 'none' },
  'no blur': { blurRadiusPx: 0 },
};

const cases = Object.keys(subjects).flatMap((name) => {
  const isMatte = subjects[name]!.kind === 'alpha-matte';
  const used = Object.keys(looks).filter((look, i) => isMatte || i < 2);
  return used.map((look) => [name, look] as const);
});

const frames = [
  { width: 320, height: 240 },
  { width: 161, height: 99 },
];

/** How far apart the pictures were, for the log: the figure that the tolerance is held against. */
let worst = 0;
afterAll(() => console.info(`largest difference between GPU and CPU pictures: ${worst} of 255`));

it.each(cases)('%s with %s looks the same from GPU and CPU, frame after frame', async (name, lookName) => {
  const { device } = await testGpu();
  const { kind, model, fit, data } = subjects[name]!;
  const look: Look = { ...defaultLook, ...looks[lookName] };
  const factory = await loadComposer(kind);
  const gpu = factory.createGpu(device, 'rgba8unorm', model);
  const cpu = factory.createCpu(model);
  const behind = testPicture(200, 90);
  const bitmap = await createImageBitmap(new ImageData(new Uint8ClampedArray(behind.data), 200, 90));
  gpu.setBackground?.(bitmap);
  cpu.setBackground?.(bitmap);
  bitmap.close();
  // A second size in between, so that everything that depends on it must follow.
  for (const [n, frame] of [frames[0]!, frames[0]!, frames[1]!, frames[0]!].entries()) {
    const image = testPicture(frame.width, frame.height);
    const placement = place(frame, input, fit);
    const target = targetOf(device, frame.width, frame.height);
    const encoder = device.createCommandEncoder();
    const [texture, buffer] = [textureOf(device, image), bufferOf(device, data(n))];
    const outputs = new Map([['y', buffer]]);
    gpu.encode({ encoder, frame: texture, outputs, placement, look, atMs: n, target: target.createView() });
    device.queue.submit([encoder.finish()]);
    gpu.afterSubmit();

    const canvas = new OffscreenCanvas(frame.width, frame.height).getContext('2d')!;
    const summary = cpu.draw({
      canvas,
      frame: new ImageData(new Uint8ClampedArray(image.data), frame.width, frame.height),
      outputs: new Map([['y', { shape: model.shapes.get('y')!, data: data(n) }]]),
      placement,
      look,
      atMs: n,
    });
    expectAlike(await gpu.settled(), summary);
    const shown = canvas.getImageData(0, 0, frame.width, frame.height).data;
    const { largest, mean } = differences(await readPixels(device, target), shown);
    worst = Math.max(worst, largest);
    expect(largest, `frame ${n}`).toBeLessThanOrEqual(TOLERANCE.picture);
    expect(mean, `frame ${n}`).toBeLessThanOrEqual(look.lightWrap > 0 ? LIT_MEAN : TOLERANCE.mean);
    for (const resource of [target, texture, buffer]) resource.destroy();
  }
  gpu.dispose();
  cpu.dispose();
});

it('shows each picture of a video behind the person, from GPU and CPU', async () => {
  const { device } = await testGpu();
  const { kind, model, fit } = subjects['alpha-matte']!;
  const factory = await loadComposer(kind);
  const gpu = factory.createGpu(device, 'rgba8unorm', model);
  const cpu = factory.createCpu(model);
  const look: Look = { ...defaultLook, background: 'image', smoothing: 0 };
  const [frame, nobody] = [{ width: 64, height: 48 }, new Float32Array(128 * 96)];
  const placement = place(frame, input, fit);
  const target = targetOf(device, 64, 48);
  const [texture, buffer] = [textureOf(device, testPicture(64, 48)), bufferOf(device, nobody)];
  for (const grey of [40, 200, 90]) {
    const bitmap = await createImageBitmap(
      new ImageData(
        Uint8ClampedArray.from({ length: 128 * 96 * 4 }, (_, i) => (i % 4 === 3 ? 255 : grey)),
        128,
        96,
      ),
    );
    gpu.setBackground?.(bitmap);
    cpu.setBackground?.(bitmap);
    bitmap.close();
    const encoder = device.createCommandEncoder();
    const outputs = new Map([['y', buffer]]);
    gpu.encode({ encoder, frame: texture, outputs, placement, look, atMs: 0, target: target.createView() });
    device.queue.submit([encoder.finish()]);
    gpu.afterSubmit();
    await gpu.settled();
    const canvas = new OffscreenCanvas(64, 48).getContext('2d')!;
    cpu.draw({
      canvas,
      frame: new ImageData(new Uint8ClampedArray(testPicture(64, 48).data), 64, 48),
      outputs: new Map([['y', { shape: model.shapes.get('y')!, data: nobody }]]),
      placement,
      look,
      atMs: 0,
    });
    const expected = Array.from({ length: 64 * 48 * 4 }, (_, i) => (i % 4 === 3 ? 255 : grey));
    expect([...(await readPixels(device, target))]).toEqual(expected);
    expect([...canvas.getImageData(0, 0, 64, 48).data]).toEqual(expected);
  }
  gpu.dispose();
  cpu.dispose();
  for (const resource of [target, texture, buffer]) resource.destroy();
});

it('names the class at a point as the map has it, from GPU and CPU', async () => {
  const { device } = await testGpu();
  const { kind, model, fit, data } = subjects['label-map']!;
  const factory = await loadComposer(kind);
  const gpu = factory.createGpu(device, 'rgba8unorm', model);
  const cpu = factory.createCpu(model);
  const points = [0, 0.2, 0.49, 0.75, 1].flatMap((y) => [0, 0.3, 0.6, 1].map((x) => ({ x, y })));
  expect([await gpu.classAt?.(points[0]!), cpu.classAt?.(points[0]!)]).toEqual([undefined, undefined]);
  for (const frame of frames) {
    const placement = place(frame, input, fit);
    const target = targetOf(device, frame.width, frame.height);
    const encoder = device.createCommandEncoder();
    const image = testPicture(frame.width, frame.height);
    const [texture, buffer] = [textureOf(device, image), bufferOf(device, data(0))];
    const shown = { placement, look: defaultLook, atMs: 0 };
    const outputs = new Map([['y', buffer]]);
    gpu.encode({ ...shown, encoder, frame: texture, outputs, target: target.createView() });
    device.queue.submit([encoder.finish()]);
    cpu.draw({
      ...shown,
      canvas: new OffscreenCanvas(frame.width, frame.height).getContext('2d')!,
      frame: new ImageData(new Uint8ClampedArray(image.data), frame.width, frame.height),
      outputs: new Map([['y', { shape: model.shapes.get('y')!, data: data(0) }]]),
    });
    const { window, values } = await gpu.map!();
    const expected = points.map(({ x, y }) => values[cellAt(window, x, y)]);
    expect(new Set(expected).size).toBeGreaterThan(1);
    const found = await Promise.all(points.map(async (point) => gpu.classAt?.(point)));
    expect(found).toEqual(expected);
    expect(points.map((point) => cpu.classAt?.(point))).toEqual(expected);
    for (const resource of [target, texture, buffer]) resource.destroy();
  }
  gpu.dispose();
  cpu.dispose();
});

it('composers free all that they made on the GPU', async () => {
  const { device, ledger } = await testGpu();
  const before = ledger.counts();
  for (const { kind, model, fit, data } of Object.values(subjects)) {
    const gpu = (await loadComposer(kind)).createGpu(device, 'rgba8unorm', model);
    const [frame, target] = [textureOf(device, testPicture(64, 48)), targetOf(device, 64, 48)];
    const buffer = bufferOf(device, data(0));
    const encoder = device.createCommandEncoder();
    const placement = place({ width: 64, height: 48 }, input, fit);
    const outputs = new Map([['y', buffer]]);
    gpu.encode({
      encoder,
      frame,
      outputs,
      placement,
      look: defaultLook,
      atMs: 0,
      target: target.createView(),
    });
    device.queue.submit([encoder.finish()]);
    gpu.afterSubmit();
    await gpu.settled();
    gpu.dispose();
    for (const resource of [frame, target, buffer]) resource.destroy();
  }
  expect(ledger.counts()).toEqual(before);
});

function expectAlike(gpu: ResultSummary, cpu: ResultSummary): void {
  const numbers = (summary: ResultSummary) => {
    if (summary.kind === 'label-map') return summary.shares;
    if (summary.kind === 'alpha-matte') return [summary.coverage];
    if (summary.kind === 'classes')
      return summary.top.flatMap(({ classIndex, score }) => [classIndex, score]);
    if (summary.kind === 'text') {
      const { text, confidence, box } = summary.lines[0]!;
      return [...[...text].map((letter) => letter.charCodeAt(0)), confidence, box.top, box.bottom];
    }
    if (summary.kind === 'picture') return [summary.brightness];
    return summary.kind === 'density-map' ? [summary.count] : [];
  };
  expect(gpu.kind).toBe(cpu.kind);
  expect(numbers(gpu)).toHaveLength(numbers(cpu).length);
  // f32 sums; labels may swap at a tie, a pixel in 10,000.
  numbers(gpu).forEach((value, i) => expect(Math.abs(value - numbers(cpu)[i]!)).toBeLessThan(2e-4));
}

function differences(a: ArrayLike<number>, b: ArrayLike<number>): { largest: number; mean: number } {
  expect(a.length).toBe(b.length);
  let [largest, sum] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    largest = Math.max(largest, difference);
    sum += difference;
  }
  return { largest, mean: sum / a.length };
}
