import { describe, expect, it } from 'vitest';
import { softmaxInPlace, topClasses } from '#core/top-classes.ts';

const labels = ['a', 'b', 'c'].map((name) => ({ name, colour: [0, 0, 0] as const }));

describe('softmax', () => {
  it('sums to 1 and keeps ratios, also of scores whose exponents overflow', () => {
    const scores = Float32Array.of(1000, 1000 + Math.log(3), 1000);
    softmaxInPlace(scores);
    [0.2, 0.6, 0.2].forEach((value, i) => expect(scores[i]).toBeCloseTo(value, 4));
  });
});

describe('the top classes', () => {
  it('are the best ones with their names, best first, ties by number', () => {
    const top = topClasses(Float32Array.of(0.25, 0.5, 0.25, 0.125), labels, 3);
    expect(top).toEqual([
      { classIndex: 1, name: 'b', score: 0.5 },
      { classIndex: 0, name: 'a', score: 0.25 },
      { classIndex: 2, name: 'c', score: 0.25 },
    ]);
  });

  it('are those that sorting finds', () => {
    const scores = Float32Array.from({ length: 500 }, (_, i) => Math.sin(i * 12.9898) ** 2);
    const sorted = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!).slice(0, 5);
    expect(topClasses(scores, labels, 5).map(({ classIndex }) => classIndex)).toEqual(sorted);
  });

  it('leave out what is not a number, and have a number where there is no name', () => {
    const top = topClasses(Float32Array.of(NaN, 0.1, NaN, 0.2), labels, 5);
    expect(top.map(({ name }) => name)).toEqual(['class 3', 'b']);
  });
});
