import { describe, expect, it } from 'vitest';
import { place, type Fit } from '#core/geometry.ts';
import type { InputSpec } from '#core/io-spec.ts';
import { preprocess, type RgbaImage } from '#core/preprocess.ts';
import { bilinearTaps } from '#core/taps.ts';

const plain: InputSpec = {
  name: 'x',
  layout: 'nchw',
  channels: 'rgb',
  scale: 1,
  mean: [0, 0, 0],
  std: [1, 1, 1],
  fit: 'stretch',
  pad: 114,
};

function picture(width: number, height: number, pixel: (x: number, y: number) => number[]): RgbaImage {
  const data = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) data.set(pixel(i % width, Math.floor(i / width)), i * 4);
  return { width, height, data };
}

const noise = (width: number, height: number) =>
  picture(width, height, (x, y) => [
    (x * 37 + y * 91) % 256,
    (x * 151 + y * 13) % 256,
    (x * y * 7) % 256,
    255,
  ]);

/** The definition, pixel by pixel in double precision, written without taps. */
function expected(
  image: RgbaImage,
  fit: Fit,
  x: number,
  y: number,
  channel: number,
  model: { width: number; height: number },
) {
  const p = place(image, model, fit);
  const sx = (x - p.offsetX + 0.5) / p.scaleX - 0.5;
  const sy = (y - p.offsetY + 0.5) / p.scaleY - 0.5;
  if (sx < 0.5 / p.scaleX - 0.5 - 1e-9 || sx > image.width - 0.5 - 0.5 / p.scaleX + 1e-9) return plain.pad;
  if (sy < 0.5 / p.scaleY - 0.5 - 1e-9 || sy > image.height - 0.5 - 0.5 / p.scaleY + 1e-9) return plain.pad;
  const at = (column: number, row: number) => {
    const cx = Math.min(Math.max(column, 0), image.width - 1);
    const cy = Math.min(Math.max(row, 0), image.height - 1);
    return image.data[(cy * image.width + cx) * 4 + channel]!;
  };
  const x0 = Math.floor(sx);
  const y0 = Math.floor(sy);
  const [fx, fy] = [sx - x0, sy - y0];
  return (
    at(x0, y0) * (1 - fx) * (1 - fy) +
    at(x0 + 1, y0) * fx * (1 - fy) +
    at(x0, y0 + 1) * (1 - fx) * fy +
    at(x0 + 1, y0 + 1) * fx * fy
  );
}

describe('preprocess', () => {
  it.each<[Fit, number, number, number, number]>([
    ['stretch', 31, 17, 8, 9],
    ['stretch', 5, 4, 64, 33],
    ['letterbox', 64, 48, 32, 32],
    ['letterbox', 17, 63, 24, 16],
    ['letterbox-corner', 65, 33, 40, 40],
  ])('follows the definition for %s %ix%i to %ix%i', (fit, width, height, toWidth, toHeight) => {
    const image = noise(width, height);
    const model = { width: toWidth, height: toHeight };
    const out = preprocess(image, { ...plain, fit }, place(image, model, fit));
    for (let c = 0; c < 3; c++) {
      for (let i = 0; i < toWidth * toHeight; i++) {
        const want = expected(image, fit, i % toWidth, Math.floor(i / toWidth), c, model);
        expect(Math.abs(out[c * toWidth * toHeight + i]! - want)).toBeLessThan(1e-3);
      }
    }
  });

  it('leaves a picture of the model size as it is, normalised channel by channel', () => {
    const image = noise(7, 5);
    const spec: InputSpec = {
      ...plain,
      scale: 1 / 255,
      mean: [0.485, 0.456, 0.406],
      std: [0.229, 0.224, 0.225],
    };
    const out = preprocess(image, spec, place(image, image, 'stretch'));
    for (let c = 0; c < 3; c++) {
      for (let i = 0; i < 35; i++) {
        const want = (image.data[i * 4 + c]! / 255 - spec.mean[c]!) / spec.std[c]!;
        expect(out[c * 35 + i]).toBeCloseTo(want, 5);
      }
    }
  });

  it('swaps channels for bgr and interleaves for nhwc', () => {
    const image = picture(2, 1, (x) => [10 + x, 20 + x, 30 + x, 255]);
    const out = preprocess(
      image,
      { ...plain, channels: 'bgr', layout: 'nhwc' },
      place(image, image, 'stretch'),
    );
    expect([...out]).toEqual([30, 20, 10, 31, 21, 11]);
  });

  it('makes gray by the Rec. 601 weights, rounded to whole steps', () => {
    const colours = [
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
      [1, 2, 3],
    ];
    const image = picture(4, 1, (x) => [...colours[x]!, 0]);
    const out = preprocess(
      image,
      { ...plain, channels: 'gray', mean: [0], std: [1] },
      place(image, image, 'stretch'),
    );
    expect([...out]).toEqual([76, 150, 29, 2]);
  });

  it('takes pictures that have their sides on the prototype, as ImageData has', () => {
    const plainPicture = noise(9, 7);
    const { width, height, data } = plainPicture;
    const like = Object.create({ width, height }, { data: { value: data, enumerable: true } }) as RgbaImage;
    const placement = place({ width, height }, { width: 5, height: 4 }, 'stretch');
    for (const channels of ['gray', 'rgb'] as const) {
      const one = channels === 'gray' ? { mean: [0], std: [1] } : {};
      const input: InputSpec = { ...plain, channels, ...one };
      expect(preprocess(like, input, placement)).toEqual(preprocess(plainPicture, input, placement));
    }
  });

  it('pads before normalising', () => {
    const image = picture(2, 1, () => [0, 0, 0, 255]);
    const spec: InputSpec = { ...plain, channels: 'gray', mean: [100], std: [2], fit: 'letterbox' };
    const out = preprocess(image, spec, place(image, { width: 2, height: 3 }, 'letterbox'));
    expect([...out]).toEqual([7, 7, -50, -50, 7, 7]);
  });

  it('writes into the given buffer, and refuses one of another size', () => {
    const image = noise(4, 4);
    const out = new Float32Array(48);
    expect(preprocess(image, plain, place(image, image, 'stretch'), out)).toBe(out);
    expect(() => preprocess(image, plain, place(image, image, 'stretch'), new Float32Array(47))).toThrow(
      /48.*47/,
    );
  });

  it('survives a frame that is a thin line', () => {
    const image = noise(4000, 1);
    const out = preprocess(
      image,
      { ...plain, fit: 'letterbox' },
      place(image, { width: 64, height: 64 }, 'letterbox'),
    );
    expect(out.every(Number.isFinite)).toBe(true);
  });
});

describe('bilinearTaps', () => {
  it('stays inside the source and weighs within 0..1', () => {
    for (const [source, target] of [
      [1, 1],
      [1, 9],
      [9, 1],
      [640, 257],
      [257, 640],
    ] as const) {
      const { first, second, weight } = bilinearTaps(source, target);
      expect(first.every((i) => i >= 0 && i < source)).toBe(true);
      expect(second.every((i) => i >= 0 && i < source)).toBe(true);
      expect(weight.every((w) => w >= 0 && w < 1)).toBe(true);
    }
  });

  it('keeps a linear ramp linear away from the edges', () => {
    const { first, second, weight } = bilinearTaps(10, 25);
    for (let i = 2; i < 23; i++) {
      expect(first[i]! * (1 - weight[i]!) + second[i]! * weight[i]!).toBeCloseTo(
        ((i + 0.5) * 10) / 25 - 0.5,
        5,
      );
    }
  });
});
