import { expect, it } from 'vitest';
import { place, type Fit, type Size } from '#core/geometry.ts';
import { argmaxUpsample, type Logits } from '#core/label-decode.ts';
import { labelPalette, paintLabels } from '#core/label-paint.ts';
import { placedSize } from '#core/preprocess.ts';
import { smoothInto, smoothLogitsInto } from '#core/temporal.ts';
import { ArgmaxUpsamplePass } from '#gpu/passes/argmax-upsample/argmax-upsample.ts';
import { DrawLabelsPass } from '#gpu/passes/draw-labels/draw-labels.ts';
import { TemporalSmoothLabelsPass } from '#gpu/passes/temporal-smooth-labels/temporal-smooth-labels.ts';
import { TemporalSmoothPass } from '#gpu/passes/temporal-smooth/temporal-smooth.ts';
import * as fixture from './fixture.ts';

const { bufferOf, maxDifference, noiseFloats, submit, testGpu, testPicture } = fixture;

/** Two classes may swap where their scores are this close (of a range of 20): f32 rounding of the mixes. */
const TIE = 1e-4;

type Case = [grid: Size, model: Size, frame: Size, fit: Fit, classes: number, layout: Logits['layout']];
const size = (width: number, height: number) => ({ width, height });
const cases: Case[] = [
  [size(64, 32), size(512, 256), size(1280, 720), 'stretch', 19, 'nchw'],
  [size(480, 360), size(480, 360), size(640, 480), 'stretch', 11, 'nchw'],
  [size(9, 7), size(65, 63), size(61, 35), 'letterbox', 3, 'nhwc'],
  [size(8, 8), size(64, 64), size(640, 480), 'letterbox', 20, 'nhwc'],
  // Both sides of the 8 x 8 workgroup's boundary; more classes than a workgroup has invocations.
  [size(7, 9), size(7, 9), size(7, 9), 'stretch', 65, 'nchw'],
  [size(8, 8), size(8, 8), size(8, 8), 'stretch', 64, 'nchw'],
  [size(1, 1), size(9, 1), size(3, 3), 'stretch', 2, 'nchw'],
];

it.each(cases)(
  'argmax-upsample equals its CPU twin: %o to %o, frame %o, %s, %i classes, %s',
  async (grid, model, frame, fit, classes, layout) => {
    const { device } = await testGpu();
    const placement = place(frame, model, fit);
    const { width, height } = placedSize(placement);
    const data = noiseFloats(classes * grid.width * grid.height, -10, 10, classes);
    const logits: Logits = { ...grid, data, classes, layout };
    const labels = new Uint16Array(width * height);
    const counts = new Uint32Array(classes);
    argmaxUpsample(logits, placement, labels, counts);

    const pass = new ArgmaxUpsamplePass(device, logits);
    const scores = bufferOf(device, data);
    const out = bufferOf(device, width * height);
    submit(device, (encoder) => pass.encode(encoder, scores, out, placement));
    const got = new Uint32Array((await fixture.readFloats(device, out)).buffer);
    const gotCounts = new Uint32Array((await fixture.readFloats(device, pass.counts)).buffer);

    expect(got.reduce((sum, label) => sum + Number(label >= classes), 0)).toBe(0);
    const differing = [...got.keys()].filter((i) => got[i] !== labels[i]);
    expect(differing.length).toBeLessThanOrEqual(got.length / 1000);
    for (const i of differing)
      expect(
        Math.abs(scoreAt(logits, placement, i, got[i]!) - scoreAt(logits, placement, i, labels[i]!)),
      ).toBeLessThan(TIE);
    const recount = new Uint32Array(classes + 1);
    for (const label of got) recount[label]!++;
    // A fresh buffer holds zeros.
    recount[classes] = got.filter((label) => label !== 0).length;
    expect(gotCounts).toEqual(recount);
    // The same scores again change nothing.
    submit(device, (encoder) => pass.encode(encoder, scores, out, placement));
    const again = new Uint32Array((await fixture.readFloats(device, pass.counts)).buffer);
    expect(again[classes]).toBe(0);
    expect(argmaxUpsample(logits, placement, labels, counts)).toBe(0);
    pass.dispose();
  },
);

/** One class's score at one label: the one-class problem's line, through the twin's own arithmetic. */
function scoreAt(
  logits: Logits,
  placement: ReturnType<typeof place>,
  index: number,
  classIndex: number,
): number {
  const { width } = placedSize(placement);
  const at = (grid: number, model: number, i: number) =>
    Math.min(Math.max(((i + 0.5) * grid) / model - 0.5, 0), grid - 1);
  const x = at(logits.width, placement.model.width, (index % width) + placement.offsetX);
  const y = at(logits.height, placement.model.height, Math.floor(index / width) + placement.offsetY);
  const planar = logits.layout === 'nchw';
  const value = (column: number, row: number) => {
    const pixel = Math.min(row, logits.height - 1) * logits.width + Math.min(column, logits.width - 1);
    return logits.data[
      planar ? classIndex * logits.width * logits.height + pixel : pixel * logits.classes + classIndex
    ]!;
  };
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  const mix = (a: number, b: number, t: number) => a + (b - a) * t;
  return mix(
    mix(value(x0, y0), value(x0 + 1, y0), x - x0),
    mix(value(x0, y0 + 1), value(x0 + 1, y0 + 1), x - x0),
    y - y0,
  );
}

it.each<[Size, Size]>([
  [size(640, 480), size(256, 192)],
  [size(1280, 720), size(512, 256)],
  [size(61, 35), size(9, 7)],
  [size(64, 64), size(64, 64)],
  [size(40, 30), size(120, 90)],
])('draw-labels equals its CPU twin: frame %o, labels %o', async (frame, map) => {
  const { device } = await testGpu();
  const classes = 5;
  const image = testPicture(frame.width, frame.height);
  // Blobs, so that there are both flat parts and borders of two, three and four classes.
  const labels = Uint16Array.from({ length: map.width * map.height }, (_, i) => {
    const [x, y] = [i % map.width, Math.floor(i / map.width)];
    return Math.floor((Math.sin(x / 3) + Math.sin(y / 2.3) + Math.sin((x + y) / 5) + 3) * 0.83) % classes;
  });
  const colours = Array.from({ length: classes }, (_, i) => ({
    name: '',
    colour: [i * 60, 255 - i * 50, i * 30] as const,
  }));
  const palette = labelPalette(classes, colours, { opacity: 0.6, hiddenClasses: [2] });
  const pass = new DrawLabelsPass(device, 'rgba8unorm', classes);
  pass.setPalette(palette);
  const texture = fixture.textureOf(device, image);
  const target = fixture.targetOf(device, frame.width, frame.height);
  const buffer = bufferOf(device, Uint32Array.from(labels));
  submit(device, (encoder) => pass.encode(encoder, texture, buffer, map, target.createView(), false));
  const painted = { ...frame, data: new Uint8ClampedArray(image.data) };
  paintLabels(painted, labels, map, palette);
  // Two steps of 255: rounding, and uv that an interpolator gives (its error is steepest across a border).
  expect(maxDifference(await fixture.readPixels(device, target), painted.data)).toBeLessThanOrEqual(2);
  const patterned = { ...frame, data: new Uint8ClampedArray(image.data) };
  submit(device, (encoder) => pass.encode(encoder, texture, buffer, map, target.createView(), false, 8));
  paintLabels(patterned, labels, map, palette, 8);
  expect(maxDifference(await fixture.readPixels(device, target), patterned.data)).toBeLessThanOrEqual(2);
  expect(maxDifference(patterned.data, painted.data)).toBeGreaterThan(20);
  pass.dispose();
});

it.each([1, 63, 64, 65, 100_000])('temporal-smooth equals its CPU twin on %i entries', async (count) => {
  const { device } = await testGpu();
  const pass = new TemporalSmoothPass(device, count);
  const state = new Float32Array(count);
  for (const [frame, weight] of [0, 0.3, 0.95].entries()) {
    const value = noiseFloats(count, -5, 5, frame + 1);
    const buffer = bufferOf(device, value);
    submit(device, (encoder) => pass.encode(encoder, buffer, weight));
    smoothInto(state, value, weight);
  }
  // f32 rounding of values up to 5.
  expect(maxDifference(await fixture.readFloats(device, pass.state), state)).toBeLessThan(2e-6);
  pass.dispose();
});

it.each<[Size, number, Logits['layout']]>([
  [size(1, 1), 2, 'nchw'],
  [size(8, 8), 19, 'nhwc'],
  [size(9, 7), 11, 'nchw'],
  [size(64, 65), 3, 'nchw'],
])('temporal-smooth-labels equals its CPU twin: %o, %i classes, %s', async (grid, classes, layout) => {
  const { device } = await testGpu();
  const logits = { ...grid, classes, layout };
  const pass = new TemporalSmoothLabelsPass(device, logits);
  const state = new Float32Array(classes * grid.width * grid.height);
  // Small differences from frame to frame, and others that are movement.
  const still = noiseFloats(state.length, -2, 2, 9);
  for (const [frame, weight] of [0, 0.6, 0.95, 0.6].entries()) {
    const noise = noiseFloats(state.length, -1, 1, frame + 1);
    const data = still.map((value, i) => value + noise[i]! * (i % 3 === 0 ? 4 : 1));
    const buffer = bufferOf(device, data);
    submit(device, (encoder) => pass.encode(encoder, buffer, weight));
    smoothLogitsInto(state, { ...logits, data }, weight);
  }
  // exp on a GPU may be off by 3 + 2 |x| ULP (WGSL), and the slope of the weight multiplies it; values up to 6.
  expect(maxDifference(await fixture.readFloats(device, pass.state), state)).toBeLessThan(5e-5);
  pass.dispose();
});
