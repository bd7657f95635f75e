import { describe, expect, it } from 'vitest';
import { fitLine } from '#core/fit-line.ts';

describe('fitLine', () => {
  it('goes through points that lie on a line', () => {
    const line = fitLine([2, 5, 9].map((x) => ({ x, y: 3 * x - 4 })));
    expect([0, 2, 20].map(line)).toEqual([-4, 2, 56].map((y) => expect.closeTo(y, 9) as number));
  });

  it('lies between points that do not', () => {
    // By hand: slope 1/2, through the mean (1, 2/3).
    const line = fitLine([
      { x: 0, y: 0 },
      { x: 1, y: 1 },
      { x: 2, y: 1 },
    ]);
    expect(line(0)).toBeCloseTo(1 / 6, 12);
    expect(line(2)).toBeCloseTo(7 / 6, 12);
  });

  it('is level where it cannot know better', () => {
    expect(fitLine([{ x: 4, y: 7 }])(100)).toBe(7);
  });
});
