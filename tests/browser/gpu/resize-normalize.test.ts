import { expect, it } from 'vitest';
import { place, type Fit } from '#core/geometry.ts';
import type { InputSpec } from '#core/io-spec.ts';
import { channelCount, preprocess } from '#core/preprocess.ts';
import { ResizeNormalizePass } from '#gpu/passes/resize-normalize/resize-normalize.ts';
import { bufferOf, maxDifference, readFloats, submit, testGpu, testPicture, textureOf } from './fixture.ts';

/** In units of the input's range: two mixes and one multiply-add in f32 against f64, a few 2^-24 each. */
const TOLERANCE = 2e-6;

const imagenet: InputSpec = {
  name: 'x',
  layout: 'nchw',
  channels: 'rgb',
  scale: 1 / 255,
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
  fit: 'stretch',
  pad: 114,
};
const gray: InputSpec = { ...imagenet, channels: 'gray', mean: [0], std: [1], scale: 1 };

const frames = [
  [640, 480],
  [1280, 720],
  [641, 359],
  [1, 1],
  [7, 300],
] as const;
// Both sides of the 8 x 8 workgroup's boundaries, a real size, an odd one.
const models = [
  [7, 8],
  [8, 9],
  [9, 7],
  [256, 144],
  [97, 131],
] as const;
const specs: [string, InputSpec][] = [
  ['rgb nchw stretch', imagenet],
  ['bgr nhwc letterbox', { ...imagenet, channels: 'bgr', layout: 'nhwc', fit: 'letterbox' }],
  ['rgb nhwc corner', { ...imagenet, layout: 'nhwc', fit: 'letterbox-corner', scale: 1 }],
  ['gray letterbox', { ...gray, fit: 'letterbox' }],
];

it.each(specs)('equals its CPU twin: %s', async (_, spec) => {
  const { device } = await testGpu();
  const pass = new ResizeNormalizePass(device, spec);
  for (const [frameWidth, frameHeight] of frames) {
    const image = testPicture(frameWidth, frameHeight);
    const texture = textureOf(device, image);
    for (const [width, height] of models) {
      const placement = place(image, { width, height }, spec.fit satisfies Fit);
      const tensor = bufferOf(device, width * height * channelCount(spec.channels));
      submit(device, (encoder) => pass.encode(encoder, texture, tensor, placement));
      const range = (255 * spec.scale) / Math.min(...spec.std);
      const difference = maxDifference(await readFloats(device, tensor), preprocess(image, spec, placement));
      expect(difference / range, `${frameWidth}x${frameHeight} to ${width}x${height}`).toBeLessThan(
        TOLERANCE,
      );
      tensor.destroy();
    }
    texture.destroy();
  }
  pass.dispose();
});
