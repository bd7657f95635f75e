import { describe, expect, it } from 'vitest';
import type { DetectorTensor } from '#core/decoder.ts';
import { decode as decodeCenternet } from '#models/centernet/decode.ts';
import { decode as decodeLeyolo } from '#models/leyolo/decode.ts';
import { decode as decodeYolox } from '#models/yolox-nano/decode.ts';

const dense = (shape: number[], set: Record<number, number> = {}): DetectorTensor => {
  const data = new Float32Array(shape.reduce((a, b) => a * b, 1));
  Object.entries(set).forEach(([i, value]) => (data[Number(i)] = value));
  return { transfer: 'dense', shape, data };
};
const sparse = (shape: number[], entries: [index: number, value: number][]): DetectorTensor => ({
  transfer: 'sparse',
  shape,
  indices: Uint32Array.from(entries, ([index]) => index),
  values: Float32Array.from(entries, ([, value]) => value),
});

describe('CenterNet decoding', () => {
  const model = { width: 64, height: 32 };
  const [w, cells] = [16, 16 * 8];

  it('puts the box around the cell’s corner', () => {
    const cell = 3 * w + 5;
    const wh = dense([1, 4, 8, 16], {
      [cell]: 7,
      [cells + cell]: 8,
      [2 * cells + cell]: 9,
      [3 * cells + cell]: 10,
    });
    const peaks = sparse([1, 80, 8, 16], [[17 * cells + cell, 0.75]]);
    expect(decodeCenternet({ peaks, wh }, { model, scoreThreshold: 0.3 })).toEqual([
      { box: { left: 20 - 7, top: 12 - 8, right: 20 + 9, bottom: 12 + 10 }, classIndex: 17, score: 0.75 },
    ]);
  });

  it('drops what is below the threshold, also when the selection was made for a lower one', () => {
    const peaks = sparse(
      [1, 80, 8, 16],
      [
        [0, 0.29],
        [1, 0.3],
        [2, NaN],
      ],
    );
    const wh = dense([1, 4, 8, 16]);
    expect(decodeCenternet({ peaks, wh }, { model, scoreThreshold: 0.3 - 1e-6 })).toHaveLength(1);
  });

  it('refuses maps that do not belong together', () => {
    const peaks = sparse([1, 80, 8, 16], []);
    for (const outputs of [{ peaks, wh: dense([1, 4, 8, 8]) }, { peaks }, { peaks: dense([1, 80, 8, 16]) }]) {
      const run = () =>
        decodeCenternet(outputs as Record<string, DetectorTensor>, { model, scoreThreshold: 0.3 });
      expect(run).toThrow(expect.objectContaining({ code: 'bad-shape' }) as Error);
    }
  });
});

describe('YOLOX decoding', () => {
  // 8 × 4, 4 × 2 and 2 × 1 cells.
  const model = { width: 64, height: 32 };
  const count = 32 + 8 + 2;

  it.each([
    [0, 8, 0, 0],
    [31, 8, 7, 3],
    [32 + 6, 16, 2, 1],
    [32 + 8 + 1, 32, 1, 0],
  ])('finds row %i on the level of stride %i at cell (%i, %i)', (row, stride, x, y) => {
    const boxes = dense([1, 4, count], {
      [row]: 0.5,
      [count + row]: 0.25,
      [2 * count + row]: Math.log(2),
      [3 * count + row]: 0,
    });
    const scores = sparse([1, 80, count], [[79 * count + row, 0.5]]);
    const [found] = decodeYolox({ scores, boxes }, { model, scoreThreshold: 0.1 });
    expect(found?.classIndex).toBe(79);
    expect(found?.box.left).toBeCloseTo((x + 0.5 - 1) * stride, 4);
    expect(found?.box.right).toBeCloseTo((x + 0.5 + 1) * stride, 4);
    expect(found?.box.top).toBeCloseTo((y + 0.25 - 0.5) * stride, 4);
    expect(found?.box.bottom).toBeCloseTo((y + 0.25 + 0.5) * stride, 4);
  });

  it('refuses outputs of another input size', () => {
    const outputs = { scores: sparse([1, 80, 3549], []), boxes: dense([1, 4, 3549]) };
    expect(() => decodeYolox(outputs, { model, scoreThreshold: 0.1 })).toThrow(
      expect.objectContaining({ code: 'bad-shape' }) as Error,
    );
  });
});

describe('LeYOLO decoding', () => {
  const model = { width: 64, height: 64 };
  // 8 × 8, 4 × 4 and 2 × 2 cells.
  const points = 84;

  it('takes boxes as they are, in pixels around their centre', () => {
    const boxes = dense([1, 4, points], {
      [70]: 30,
      [points + 70]: 20,
      [2 * points + 70]: 8,
      [3 * points + 70]: 4,
    });
    const scores = sparse([1, 80, points], [[16 * points + 70, 0.5]]);
    expect(decodeLeyolo({ scores, boxes }, { model, scoreThreshold: 0.3 })).toEqual([
      { box: { left: 26, top: 18, right: 34, bottom: 22 }, classIndex: 16, score: 0.5 },
    ]);
    expect(decodeLeyolo({ scores, boxes }, { model, scoreThreshold: 0.6 })).toEqual([]);
  });

  it('refuses outputs that do not belong together', () => {
    const scores = sparse([1, 80, points], []);
    const run = () => decodeLeyolo({ scores, boxes: dense([1, 4, 21]) }, { model, scoreThreshold: 0.3 });
    expect(run).toThrow(expect.objectContaining({ code: 'bad-shape' }) as Error);
  });
});
