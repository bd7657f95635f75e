import { describe, expect, it } from 'vitest';
import type { DetectorTensor } from '#core/decoder.ts';
import { decode } from '#models/fastestdet/decode.ts';

describe('FastestDet decoding', () => {
  // 5 × 3 cells.
  const model = { width: 80, height: 48 };
  const cells = 15;
  const scoresOf = (...entries: [index: number, value: number][]): DetectorTensor => ({
    transfer: 'sparse',
    shape: [1, 80, 3, 5],
    indices: Uint32Array.from(entries, ([index]) => index),
    values: Float32Array.from(entries, ([, value]) => value),
  });
  const boxesOf = (values: Record<number, number> = {}): DetectorTensor => {
    const data = new Float32Array(4 * cells);
    for (const [index, value] of Object.entries(values)) data[Number(index)] = value;
    return { transfer: 'dense', shape: [1, 4, 3, 5], data };
  };

  it('puts a centre beside its cell by tanh and takes sizes as parts of 352 pixels', () => {
    const cell = 2 * 5 + 3;
    const boxes = boxesOf({
      [cell]: Math.atanh(0.5),
      [cells + cell]: Math.atanh(-0.25),
      [2 * cells + cell]: Math.log(1 / 7),
      [3 * cells + cell]: Math.log(1 / 15),
    });
    const [found, ...others] = decode(
      { scores: scoresOf([7 * cells + cell, 0.8]), boxes },
      { model, scoreThreshold: 0.5 },
    );
    expect(others).toEqual([]);
    expect([found?.classIndex, found?.score]).toEqual([7, Math.fround(0.8)]);
    // sigmoid(log(1/7)) is 1/8, sigmoid(log(1/15)) is 1/16.
    expect(found?.box.left).toBeCloseTo(3.5 * 16 - 22, 4);
    expect(found?.box.right).toBeCloseTo(3.5 * 16 + 22, 4);
    expect(found?.box.top).toBeCloseTo(1.75 * 16 - 11, 4);
    expect(found?.box.bottom).toBeCloseTo(1.75 * 16 + 11, 4);
  });

  it('drops what is below the threshold', () => {
    const scores = scoresOf([0, 0.49], [1, 0.5], [2, NaN]);
    expect(decode({ scores, boxes: boxesOf() }, { model, scoreThreshold: 0.5 })).toHaveLength(1);
  });

  it('refuses maps of another input size', () => {
    const run = () =>
      decode(
        { scores: scoresOf(), boxes: boxesOf() },
        { model: { width: 96, height: 48 }, scoreThreshold: 0.5 },
      );
    expect(run).toThrow(expect.objectContaining({ code: 'bad-shape' }) as Error);
  });
});
