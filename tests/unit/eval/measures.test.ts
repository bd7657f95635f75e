import { describe, expect, it } from 'vitest';
import { countingScore } from '#eval/counting.ts';
import { game } from '#eval/game.ts';
import { mattingScore } from '#eval/matting.ts';
import { addToConfusion, emptyConfusion } from '#eval/segmentation.ts';
import { compareWithReference } from '#tests/helpers/eval-reference.ts';

describe('measures against NumPy', () => {
  it.each(compareWithReference())('gives the same $name', ({ expected, actual }) => {
    expect(actual).toBeCloseTo(expected, 9);
  });
});

describe('measures by hand', () => {
  it('counts: errors 2 and 4 of 10 and 0 persons', () => {
    const score = countingScore([
      { truth: 10, found: 8 },
      { truth: 0, found: 4 },
    ]);
    expect(score).toEqual({ mae: 3, rmse: Math.sqrt(10), nae: 0.2 });
  });

  it('GAME sees a person in the wrong quarter, which the count does not', () => {
    const map = { width: 2, height: 2, data: [0, 0, 0, 1] };
    const points = [{ x: 1, y: 1 }];
    expect(game(points, { width: 10, height: 10 }, map, 0)).toBe(0);
    expect(game(points, { width: 10, height: 10 }, map, 1)).toBe(2);
  });

  it('mattes: SAD in thousands, MSE in thousandths', () => {
    const score = mattingScore([1, 0, 0.5, 0], [0.5, 0, 0.5, 0.5]);
    expect(score.sad).toBeCloseTo(0.001, 12);
    expect(score.mse).toBeCloseTo(125, 12);
  });

  it('refuses a label that is no class', () => {
    expect(() => addToConfusion(emptyConfusion(2), [0, 1], [0, 2])).toThrow('label 2 of 2 classes');
  });

  it('refuses mattes of different sizes', () => {
    expect(() => mattingScore([1, 0], [1])).toThrow('2 pixels, the result 1');
  });
});
