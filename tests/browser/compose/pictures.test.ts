/**
 * What the overlays look like: drawn over rendered scenes, held against pictures of before. Their maths has tests of its
 * own (agreement.test.ts, tests/browser/gpu); here is seen what those do not know to be wrong, such as a colour or a place.
 */
import { expect, it } from 'vitest';
import { loadComposer } from '#compose/registry.ts';
import { place } from '#core/geometry.ts';
import { coco80 } from '#core/label-sets/coco-80.ts';
import { defaultLook, type Look } from '#core/look.ts';
import type { RgbaImage } from '#core/preprocess.ts';
import { placeBoxes, strokeBoxes } from '#ui/overlays/boxes/draw-boxes.ts';
import { placeTrails, strokeTrails } from '#ui/overlays/boxes/draw-trails.ts';
import { Trails } from '#ui/overlays/boxes/trails.ts';
import { bufferOf, readPixels, targetOf, testGpu, textureOf } from '../gpu/fixture.ts';
import { counted, found, FRAME, labelled, matted, type Rendered } from './rendered.ts';
import { keepDrawn, referenceOf, shareApart } from './reference.ts';

/**
 * Steps of 255 that rasterisers and drivers may differ by, and how many pixels by more: passes round alike but for
 * pixels between two values; lines are smoothed as each browser likes, along all their edges (Firefox: 3.3 %).
 */
const TOLERANCE = { steps: 8, passes: 0.002, lines: 0.04 };

interface Case {
  subject: () => Rendered;
  look: Partial<Look>;
  /** A look that a person would tell apart: the comparison must, too. */
  wrong: Partial<Look>;
}

const cases: Record<string, Case> = {
  segmentation: { subject: labelled, look: {}, wrong: { opacity: 0.5 } },
  'segmentation-isolated': {
    subject: labelled,
    look: { hiddenClasses: [0, 1, 2, 3, 4, 5] },
    wrong: { hiddenClasses: [0, 1, 2, 3, 4, 6] },
  },
  'segmentation-patterns': { subject: labelled, look: { patterns: true }, wrong: { patterns: false } },
  'matte-blur': { subject: matted, look: { background: 'blur' }, wrong: { blurRadiusPx: 8 } },
  'matte-green': { subject: matted, look: { background: 'green' }, wrong: { decontaminate: false } },
  'matte-alone': {
    subject: matted,
    look: { background: 'matte' },
    wrong: { background: 'matte', refine: false },
  },
  'matte-tint': { subject: matted, look: { background: 'none' }, wrong: { mirror: true } },
  density: { subject: counted, look: {}, wrong: { opacity: 0.5 } },
};

async function draw({ kind, frame, model, output }: Rendered, look: Partial<Look>): Promise<RgbaImage> {
  const { device } = await testGpu();
  const composer = (await loadComposer(kind)).createGpu(device, 'rgba8unorm', model);
  const target = targetOf(device, FRAME.width, FRAME.height);
  const [texture, buffer] = [textureOf(device, frame), bufferOf(device, output)];
  const encoder = device.createCommandEncoder();
  composer.encode({
    encoder,
    frame: texture,
    outputs: new Map([['y', buffer]]),
    placement: place(FRAME, FRAME, 'stretch'),
    look: { ...defaultLook, ...look },
    atMs: 0,
    target: target.createView(),
  });
  device.queue.submit([encoder.finish()]);
  composer.afterSubmit();
  await composer.settled();
  const data = await readPixels(device, target);
  composer.dispose();
  for (const resource of [target, texture, buffer]) resource.destroy();
  return { ...FRAME, data: new Uint8ClampedArray(data) };
}

it.each(Object.keys(cases))('%s looks as it did', async (name) => {
  const { subject, look, wrong } = cases[name]!;
  const rendered = subject();
  const drawn = await draw(rendered, look);
  const reference = await referenceOf(name, drawn);
  const apart = shareApart(drawn, reference, TOLERANCE.steps);
  console.info(`${name}: ${(apart * 100).toFixed(3)} % of the pixels apart`);
  if (apart > TOLERANCE.passes) await keepDrawn(name, drawn);
  expect(apart).toBeLessThanOrEqual(TOLERANCE.passes);
  const spoilt = await draw(rendered, { ...look, ...wrong });
  expect(shareApart(spoilt, reference, TOLERANCE.steps)).toBeGreaterThan(TOLERANCE.passes);
});

/** Boxes with the ways of what is in them, which came from the left. */
function drawLines(shiftPx: number): { drawn: RgbaImage; isText: (x: number, y: number) => boolean } {
  const { frame, detections } = found();
  const canvas = new OffscreenCanvas(FRAME.width, FRAME.height).getContext('2d')!;
  canvas.putImageData(new ImageData(new Uint8ClampedArray(frame.data), frame.width, frame.height), 0, 0);
  const context = canvas as unknown as CanvasRenderingContext2D;
  const input = {
    summary: { kind: 'boxes' as const, detections },
    frame: FRAME,
    atMs: 0,
    labels: coco80,
    look: { ...defaultLook, tracking: true },
    viewport: { left: 0, top: 0, ...FRAME },
  };
  const trails = new Trails();
  for (let step = 0; step <= 10; step++) {
    const back = (10 - step) * 3 + shiftPx;
    const before = detections.map((detection) => {
      const { left, right, ...box } = detection.box;
      return { ...detection, box: { ...box, left: left - back, right: right - back } };
    });
    trails.add(before, step * 100);
  }
  // Widths of letters are the machine's fonts': here they are all alike, and what is written is not compared.
  const font = { heightPx: 10, paddingPx: 2, measure: (text: string) => text.length * 4 };
  const boxes = placeBoxes(input, font).map((box) => ({ ...box, left: box.left + shiftPx }));
  strokeTrails(context, placeTrails(input, trails), 0.5);
  strokeBoxes(context, boxes, font, 0.5);
  const isText = (x: number, y: number) =>
    boxes.some(
      ({ label }) =>
        x > label.left && x < label.left + label.width && y > label.top && y < label.top + label.height,
    );
  return { drawn: canvas.getImageData(0, 0, FRAME.width, FRAME.height), isText };
}

it('boxes and trails look as they did', async () => {
  const { drawn, isText } = drawLines(0);
  const reference = await referenceOf('boxes-and-trails', drawn);
  const apart = shareApart(drawn, reference, TOLERANCE.steps, isText);
  console.info(`boxes and trails: ${(apart * 100).toFixed(3)} % of the pixels apart`);
  if (apart > TOLERANCE.lines) await keepDrawn('boxes-and-trails', drawn);
  expect(apart).toBeLessThanOrEqual(TOLERANCE.lines);
  const moved = drawLines(3);
  expect(shareApart(moved.drawn, reference, TOLERANCE.steps, isText)).toBeGreaterThan(TOLERANCE.lines);
});
