import { describe, expect, it } from 'vitest';
import { wholeWindow } from '#core/map-window.ts';
import type { Detection, ResultMap } from '#core/result.ts';
import { agreementOf, type Shown } from '#eval/result-agreement.ts';
import { differenceMap, unmatchedBoxes } from '#eval/result-difference.ts';

const frame = { width: 40, height: 20 };
const named = (...names: string[]) => names.map((name) => ({ name, colour: [0, 0, 0] as const }));

function labels(rows: readonly string[], names: readonly string[]): Shown {
  const [height, width] = [rows.length, rows[0]!.length];
  const values = Uint16Array.from(rows.join(''), Number);
  const map: ResultMap = { kind: 'label-map', window: wholeWindow({ width, height }), values };
  const shares = names.map((_, c) => values.filter((label) => label === c).length / values.length);
  return { summary: { kind: 'label-map', shares }, map, labels: named(...names), frame };
}

function matte(values: readonly number[]): Shown {
  const map: ResultMap = {
    kind: 'alpha-matte',
    window: wholeWindow({ width: values.length, height: 1 }),
    values: Float32Array.from(values),
  };
  return { summary: { kind: 'alpha-matte', coverage: 0 }, map, labels: [], frame };
}

const box = (left: number, classIndex = 0): Detection => ({
  box: { left, top: 0, right: left + 10, bottom: 10 },
  classIndex,
  score: 0.9,
});
const boxes = (detections: Detection[], names = ['person', 'car']): Shown => ({
  summary: { kind: 'boxes', detections },
  labels: named(...names),
  frame,
});

describe('the agreement of label maps', () => {
  const one = labels(['0011', '0011'], ['road', 'car']);

  it('is 1 of a map with itself', () => {
    expect(agreementOf(one, one)).toEqual({ measure: 'miou', figure: 1, share: 1 });
  });

  it('is the mean IoU', () => {
    // road: 3 shared of 4 and 3; car: 4 shared of 4 and 5.
    const other = labels(['0111', '0011'], ['road', 'car']);
    expect(agreementOf(one, other)!.share).toBeCloseTo((3 / 4 + 4 / 5) / 2, 12);
  });

  it('goes by what classes are called, not by their numbers', () => {
    const swapped = labels(['1100', '1100'], ['automobile', 'road']);
    const sameName = labels(['1100', '1100'], ['Car', 'road']);
    expect(agreementOf(one, sameName)!.share).toBe(1);
    expect(agreementOf(one, swapped)!.share).toBeCloseTo(1 / 3, 12);
  });

  it('compares maps of other sizes at the same places', () => {
    const finer = labels(['00001111', '00001111', '00001111', '00001111'], ['road', 'car']);
    expect(agreementOf(one, finer)!.share).toBe(1);
    expect(differenceMap(one, finer)).toMatchObject({ width: 8, height: 4 });
    expect(Math.max(...differenceMap(one, finer)!.values)).toBe(0);
  });
});

describe('the agreement of mattes', () => {
  it('is 1 less the mean difference', () => {
    const agreement = agreementOf(matte([0, 0.5, 1, 1]), matte([0, 1, 1, 0.5]))!;
    expect(agreement).toEqual({ measure: 'mae', figure: 0.25, share: 0.75 });
    expect([...differenceMap(matte([0, 1]), matte([0.25, 1]))!.values]).toEqual([0.25, 0]);
  });
});

describe('the agreement of boxes', () => {
  it('is F1 at an overlap of a half, each box once', () => {
    const a = boxes([box(0), box(1), box(30)]);
    const b = boxes([box(0.5), box(60)]);
    expect(agreementOf(a, b)).toEqual({ measure: 'f1', figure: 0.4, share: 0.4 });
    const { onlyA, onlyB } = unmatchedBoxes(a, b);
    expect(onlyA).toHaveLength(2);
    expect(onlyB.map((detection) => detection.box.left)).toEqual([60]);
  });

  it('needs the same class, and is 1 where neither finds anything', () => {
    expect(agreementOf(boxes([box(0, 0)]), boxes([box(0, 1)]))!.share).toBe(0);
    expect(agreementOf(boxes([box(0, 0)]), boxes([box(0, 1)], ['car', 'person']))!.share).toBe(1);
    expect(agreementOf(boxes([]), boxes([]))!.share).toBe(1);
  });
});

describe('the agreement of others', () => {
  const counted = (count: number): Shown => ({ summary: { kind: 'density-map', count }, labels: [], frame });

  it('tells by how many people counts differ', () => {
    expect(agreementOf(counted(40), counted(50))).toEqual({ measure: 'count', figure: 10, share: 0.8 });
    expect(agreementOf(counted(0.1), counted(-0.1))!.share).toBeCloseTo(0.8);
  });

  it('is the part of classes that both name', () => {
    const top = (...names: string[]): Shown => ({
      summary: { kind: 'classes', top: names.map((name) => ({ classIndex: 0, name, score: 1 })) },
      labels: [],
      frame,
    });
    expect(agreementOf(top('cat', 'dog'), top('dog', 'cow'))!.share).toBeCloseTo(1 / 3);
  });

  it('is none between kinds, and without the maps', () => {
    expect(agreementOf(counted(1), boxes([]))).toBeUndefined();
    const bare = { ...matte([1]), map: undefined };
    expect(agreementOf(bare, bare)).toBeUndefined();
  });
});
