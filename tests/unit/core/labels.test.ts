import { describe, expect, it } from 'vitest';
import { place } from '#core/geometry.ts';
import { argmaxUpsample, type Logits } from '#core/label-decode.ts';
import { labelPalette, paintLabels } from '#core/label-paint.ts';
import { smoothInto } from '#core/temporal.ts';

function argmax(
  logits: Logits,
  model: { width: number; height: number },
  frame = model,
  fit: 'stretch' | 'letterbox' = 'stretch',
) {
  const placement = place(frame, model, fit);
  const width = Math.round(frame.width * placement.scaleX);
  const height = Math.round(frame.height * placement.scaleY);
  const labels = new Uint16Array(width * height);
  const counts = new Uint32Array(logits.classes);
  argmaxUpsample(logits, placement, labels, counts);
  return { labels, counts };
}

describe('argmaxUpsample', () => {
  it('takes the largest score, the lowest class on a tie, and never NaN', () => {
    // 2 x 2 pixels, 3 classes, planar.
    const data = Float32Array.of(1, 5, NaN, 0, 2, 5, NaN, 0, 0, 4, NaN, NaN);
    const grid = { width: 2, height: 2 };
    const { labels, counts } = argmax({ ...grid, data, classes: 3, layout: 'nchw' }, grid);
    expect([...labels]).toEqual([1, 0, 0, 0]);
    expect([...counts]).toEqual([3, 1, 0]);
  });

  it('gives the same for both layouts', () => {
    const grid = { width: 5, height: 4 };
    const planar = Float32Array.from({ length: 60 }, (_, i) => Math.sin(i * i));
    const interleaved = Float32Array.from(
      { length: 60 },
      (_, i) => planar[(i % 3) * 20 + Math.floor(i / 3)]!,
    );
    const model = { width: 13, height: 9 };
    const a = argmax({ ...grid, data: planar, classes: 3, layout: 'nchw' }, model);
    const b = argmax({ ...grid, data: interleaved, classes: 3, layout: 'nhwc' }, model);
    expect(a.labels).toEqual(b.labels);
    expect(new Set(a.labels).size).toBe(3);
  });

  it('upsamples the scores before it decides: the border lies where they cross', () => {
    // Class 1 exceeds class 0 by -3 at the left centre and +1 at the right: the crossing is 3/4 of the way.
    const data = Float32Array.of(3, 0, 0, 1);
    const { labels } = argmax(
      { width: 2, height: 1, data, classes: 2, layout: 'nchw' },
      { width: 16, height: 1 },
    );
    expect([...labels]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
  });

  it('labels and counts the picture only, not its padding', () => {
    const data = new Float32Array(2 * 64);
    for (let i = 0; i < 64; i++) data[64 + i] = i >= 16 && i < 48 ? 1 : -1; // class 1 in rows 2..5
    const model = { width: 8, height: 8 };
    const frame = { width: 16, height: 8 };
    const { labels, counts } = argmax(
      { ...model, data, classes: 2, layout: 'nchw' },
      model,
      frame,
      'letterbox',
    );
    expect(labels).toHaveLength(32);
    expect([...counts]).toEqual([0, 32]);
  });
});

describe('paintLabels', () => {
  const labels = [
    { name: 'a', colour: [255, 0, 0] },
    { name: 'b', colour: [0, 0, 255] },
  ] as const;
  const picture = (width: number, height: number) => ({
    width,
    height,
    data: new Uint8ClampedArray(width * height * 4).fill(100),
  });

  it('mixes the colour in by its opacity and leaves hidden classes bare', () => {
    const image = picture(2, 1);
    const palette = labelPalette(2, labels, { opacity: 0.5, hiddenClasses: [1] });
    paintLabels(image, Uint16Array.of(0, 1), image, palette);
    expect([...image.data]).toEqual([178, 50, 50, 100, 100, 100, 100, 100]);
  });

  it('draws a smooth, narrow border half-way between two labels', () => {
    const image = picture(32, 1);
    paintLabels(
      image,
      Uint16Array.of(0, 1),
      { width: 2, height: 1 },
      labelPalette(2, labels, { opacity: 1, hiddenClasses: [] }),
    );
    const red = Array.from({ length: 32 }, (_, x) => image.data[x * 4]!);
    expect(red.slice(0, 12).every((value) => value > 250)).toBe(true);
    expect(red.slice(20).every((value) => value < 5)).toBe(true);
    expect(red.every((value, x) => x === 0 || value <= red[x - 1]!)).toBe(true);
    expect(Math.abs(red[15]! + red[16]! - 255)).toBeLessThanOrEqual(1);
  });

  it('has a colour for a class without a label', () => {
    expect([...labelPalette(3, labels, { opacity: 1, hiddenClasses: [] }).slice(8)]).toEqual([
      128, 128, 128, 1,
    ]);
  });
});

describe('smoothInto', () => {
  it('weighs the past, and takes the first frame as it is', () => {
    const state = Float32Array.of(0, 0);
    smoothInto(state, Float32Array.of(4, 8), 0);
    expect([...state]).toEqual([4, 8]);
    smoothInto(state, Float32Array.of(0, 0), 0.75);
    expect([...state]).toEqual([3, 6]);
  });
});
