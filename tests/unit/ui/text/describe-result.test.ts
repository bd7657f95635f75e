import { describe, expect, it } from 'vitest';
import type { ClassLabel } from '#core/labels.ts';
import { describeResult } from '#ui/text/describe-result.ts';

const labels: ClassLabel[] = ['sky', 'road', 'tree', 'car', 'bus', 'sign'].map((name) => ({
  name,
  colour: [0, 0, 0],
}));
const box = { left: 0, top: 0, right: 1, bottom: 1 };

describe('a result in a sentence', () => {
  it('counts objects per class, most first', () => {
    const detections = [3, 1, 3].map((classIndex) => ({ box, classIndex, score: 0.9 }));
    expect(describeResult({ kind: 'boxes', detections }, labels, [])).toBe('2 × car, 1 × road');
  });

  it('leaves hidden classes out and says when nothing is left', () => {
    const detections = [{ box, classIndex: 3, score: 0.9 }];
    expect(describeResult({ kind: 'boxes', detections }, labels, [3])).toBe(
      'Nothing found above the score threshold',
    );
  });

  it('lists the largest shares and how many more there are', () => {
    const shares = [0.3, 0.4, 0.1, 0.1, 0.05, 0.05];
    expect(describeResult({ kind: 'label-map', shares }, labels, [])).toBe(
      'road 40 %, sky 30 %, tree 10 %, car 10 % and 2 more',
    );
    expect(describeResult({ kind: 'label-map', shares: [0, 0] }, labels, [])).toBe('No class shown');
  });

  it('names a class without a label by its number', () => {
    expect(describeResult({ kind: 'label-map', shares: [0, 0, 0, 0, 0, 0, 1] }, labels, [])).toBe(
      'class 6 100 %',
    );
  });

  it('never tells of fewer than no people', () => {
    expect(describeResult({ kind: 'density-map', count: -0.7 }, [], [])).toBe('About 0 people');
    expect(describeResult({ kind: 'density-map', count: 1545.6 }, [], [])).toBe('About 1,546 people');
    const top = [
      { classIndex: 5, name: 'cup', score: 0.61 },
      { classIndex: 9, name: 'bowl', score: 0.2 },
      { classIndex: 2, name: 'vase', score: 0.1 },
    ];
    expect(describeResult({ kind: 'classes', top }, [], [])).toBe('Most like: cup (61 %), then bowl (20 %)');
    expect(describeResult({ kind: 'classes', top: [] }, [], [])).toBe('No class named');
    const lines = [{ box, text: 'exit', confidence: 0.9 }];
    expect(describeResult({ kind: 'text', lines }, [], [])).toBe('Reads: “exit” (90 %)');
    expect(describeResult({ kind: 'text', lines: [{ ...lines[0]!, text: '' }] }, [], [])).toBe(
      'No text read',
    );
    expect(describeResult({ kind: 'picture', brightness: 0.42 }, [], [])).toContain('42 %');
  });

  it('gives the covered part of a matte', () => {
    expect(describeResult({ kind: 'alpha-matte', coverage: 0.276 }, [], [])).toBe(
      'The person covers 28 % of the picture',
    );
  });
});
