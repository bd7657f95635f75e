import { describe, expect, it } from 'vitest';
import type { DetectorTensor } from '#core/decoder.ts';
import { decode as decodeCenternet } from '#models/centernet/decode.ts';
import { decode as decodeLeyolo } from '#models/leyolo/decode.ts';
import { decode as decodeDamoYolo } from '#models/damo-yolo/decode.ts';
import { anchorsOf } from '#models/ssdlite320-mobilenetv3/anchors.ts';
import { decode as decodeSsd } from '#models/ssdlite320-mobilenetv3/decode.ts';
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

describe('DAMO-YOLO decoding', () => {
  const model = { width: 64, height: 64 };
  const points = 64 + 16 + 4;

  it('takes the corners that belong to the score’s point', () => {
    const boxes = dense([1, points, 4], { [4 * 70]: 3, [4 * 70 + 1]: 5, [4 * 70 + 2]: 40, [4 * 70 + 3]: 61 });
    const scores = sparse(
      [1, points, 80],
      [
        [70 * 80 + 16, 0.75],
        [71 * 80 + 2, 0.2],
      ],
    );
    expect(decodeDamoYolo({ scores, boxes }, { model, scoreThreshold: 0.3 })).toEqual([
      { box: { left: 3, top: 5, right: 40, bottom: 61 }, classIndex: 16, score: 0.75 },
    ]);
  });

  it('refuses boxes that do not belong to the scores', () => {
    const outputs = { scores: sparse([1, points, 80], []), boxes: dense([1, points, 2]) };
    expect(() => decodeDamoYolo(outputs, { model, scoreThreshold: 0.3 })).toThrow(
      expect.objectContaining({ code: 'bad-shape' }) as Error,
    );
  });
});

describe('SSDLite decoding', () => {
  const model = { width: 320, height: 320 };
  const anchors = anchorsOf(model);
  const [PERSON, TOOTHBRUSH, HOLE] = [1, 90, 12];

  /** One anchor's logits and moves, all others left to the background. */
  function decodeOne(row: number, number: number, moves: [number, number, number, number]) {
    const logits = dense([1, anchors.length, 91]);
    if (logits.transfer === 'dense') {
      for (let i = 0; i < anchors.length; i++) logits.data[i * 91] = 10;
      logits.data[row * 91] = 0;
      // Against 90 others at 0: exp(x) ÷ (exp(x) + 90) = 0.9.
      logits.data[row * 91 + number] = Math.log(810);
    }
    const regression = dense(
      [1, anchors.length, 4],
      Object.fromEntries(moves.map((m, i) => [4 * row + i, m])),
    );
    return decodeSsd({ bbox_regression: regression, cls_logits: logits }, { model, scoreThreshold: 0.3 });
  }

  it('lays 3234 boxes, six to a cell of maps of 20, 10, 5, 3, 2 and 1 cells', () => {
    expect(anchors).toHaveLength(6 * (400 + 100 + 25 + 9 + 4 + 1));
    // The first cell: its centre, a square of 0.2, and one between 0.2 and 0.35.
    expect(anchors[0]).toEqual({ centreX: 8, centreY: 8, width: 64, height: 64 });
    expect(anchors[1]!.width).toBeCloseTo(320 * Math.sqrt(0.2 * 0.35), 9);
    // Twice and three times as wide as tall, each followed by itself stood on end.
    for (const [at, ratio] of [
      [2, 2],
      [4, 3],
    ] as const) {
      expect(anchors[at]!.width / anchors[at]!.height).toBeCloseTo(ratio, 9);
      expect(anchors[at + 1]).toMatchObject({ width: anchors[at]!.height, height: anchors[at]!.width });
    }
    // Row by row: the next cell lies to the right, the 21st below.
    expect(anchors[6]).toMatchObject({ centreX: 24, centreY: 8 });
    expect(anchors[6 * 20]).toMatchObject({ centreX: 8, centreY: 24 });
    // The last map's single cell; no side is longer than the picture's.
    expect(anchors[3234 - 6]).toMatchObject({ centreX: 160, centreY: 160, width: 304 });
    expect(anchors[3234 - 4]!.width).toBe(320);
  });

  it('leaves an anchor where it is when nothing moves it', () => {
    const [found, ...others] = decodeOne(0, PERSON, [0, 0, 0, 0]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ box: { left: -24, top: -24, right: 40, bottom: 40 }, classIndex: 0 });
    expect(found!.score).toBeCloseTo(0.9, 5);
  });

  it('moves by tenths of its size and grows by a fifth of the logarithm', () => {
    const [found] = decodeOne(0, TOOTHBRUSH, [1, -2, 5 * Math.log(2), 1000]);
    // 64 wide at (8, 8): the centre goes 6.4 to the right and 12.8 up, the width doubles, the height stops at 62.5 times.
    expect(found!.classIndex).toBe(79);
    expect(found!.box.left).toBeCloseTo(14.4 - 64, 4);
    expect(found!.box.right).toBeCloseTo(14.4 + 64, 4);
    expect(found!.box.top).toBeCloseTo(-4.8 - 2000, 2);
  });

  it('finds nothing in what stands for no class, in the background, and below the threshold', () => {
    expect(decodeOne(5, HOLE, [0, 0, 0, 0])).toEqual([]);
    expect(decodeOne(5, 0, [0, 0, 0, 0])).toEqual([]);
  });

  it('refuses outputs of another input size', () => {
    const outputs = { bbox_regression: dense([1, 100, 4]), cls_logits: dense([1, 100, 91]) };
    expect(() => decodeSsd(outputs, { model, scoreThreshold: 0.3 })).toThrow(
      expect.objectContaining({ code: 'bad-shape' }) as Error,
    );
  });
});
