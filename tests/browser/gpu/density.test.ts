import { expect, it } from 'vitest';
import { heatPalette, measureMap, paintDensity } from '#core/density.ts';
import { place, type Fit, type Size } from '#core/geometry.ts';
import { mapWindow } from '#core/map-window.ts';
import { DrawDensityPass } from '#gpu/passes/draw-density/draw-density.ts';
import { MeasureMapPass } from '#gpu/passes/measure-map/measure-map.ts';
import * as fixture from './fixture.ts';

const { bufferOf, maxDifference, noiseFloats, readFloats, submit, testGpu, testPicture } = fixture;
const size = (width: number, height: number) => ({ width, height });

// Both sides of one invocation each (64), of one round of all (4,096), and a real map.
it.each([1, 63, 64, 65, 4095, 4096, 4097, 160 * 120])(
  'measure-map equals its CPU twin on %i cells',
  async (count) => {
    const { device } = await testGpu();
    const pass = new MeasureMapPass(device);
    let scale = 0;
    for (const [frame, memory] of [0, 0.9].entries()) {
      const data = noiseFloats(count, -0.01, 0.4, count + frame);
      const buffer = bufferOf(device, data);
      submit(device, (encoder) => pass.encode(encoder, buffer, memory, 0.04));
      const figures = measureMap(data, scale, memory, 0.04);
      scale = figures.scale;
      const got = await readFloats(device, pass.figures);
      // A tree of f32 sums against f64: a few roundings of 2^-24 of the total.
      expect(Math.abs(got[0]! - figures.sum)).toBeLessThan(1e-6 * Math.max(1, Math.abs(figures.sum)));
      expect(got[1]).toBe(figures.max);
      expect(got[2]).toBeCloseTo(figures.scale, 6);
    }
    pass.dispose();
  },
);

it.each<[Size, Size, Size, Fit]>([
  [size(640, 480), size(640, 480), size(160, 120), 'stretch'],
  [size(1280, 720), size(512, 512), size(128, 128), 'letterbox'],
  [size(61, 35), size(64, 64), size(8, 8), 'letterbox'],
  [size(35, 61), size(65, 63), size(7, 9), 'letterbox-corner'],
  [size(8, 8), size(8, 8), size(1, 1), 'stretch'],
])('draw-density equals its CPU twin: frame %o, input %o, map %o, %s', async (frame, model, map, fit) => {
  const { device } = await testGpu();
  const image = testPicture(frame.width, frame.height);
  const data = noiseFloats(map.width * map.height, -0.05, 0.4).map((value) => value ** 3);
  const window = mapWindow(place(frame, model, fit), map);
  const palette = heatPalette(0.6);
  const measure = new MeasureMapPass(device);
  const pass = new DrawDensityPass(device, 'rgba8unorm');
  pass.setPalette(palette);
  const [texture, target, buffer] = [
    fixture.textureOf(device, image),
    fixture.targetOf(device, frame.width, frame.height),
    bufferOf(device, data),
  ];
  submit(device, (encoder) => {
    measure.encode(encoder, buffer, 0, 0.04);
    const gpuMap = { buffer, width: map.width, window, figures: measure.figures };
    pass.encode(encoder, texture, gpuMap, target.createView(), false);
  });
  const painted = { ...frame, data: new Uint8ClampedArray(image.data) };
  paintDensity(painted, data, map.width, window, measureMap(data, 0, 0, 0.04).scale, palette);
  // Two steps of 255: rounding, and a colour step taken the other way by f32 rounding of the position.
  expect(maxDifference(await fixture.readPixels(device, target), painted.data)).toBeLessThanOrEqual(2);
  pass.dispose();
  measure.dispose();
});
