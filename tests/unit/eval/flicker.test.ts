import { describe, expect, it } from 'vitest';
import { dtSsd, labelFlicker } from '#eval/flicker.ts';

describe('flicker of labels', () => {
  it('is the share of resting pixels that change', () => {
    expect(labelFlicker([0, 1, 2, 3], [0, 2, 0, 3], [1, 1, 0, 1])).toBeCloseTo(1 / 3, 12);
  });

  it('refuses frames of different sizes', () => {
    expect(() => labelFlicker([0, 1], [0], [1, 1])).toThrow('differ in pixels: 2, 1, 2');
  });
});

describe('dtSSD', () => {
  it('is 0 for a matte that is wrong but changes as the truth does', () => {
    const truth = { before: [0, 0.5], after: [0.25, 0.5] };
    expect(dtSsd(truth, { before: [0.5, 0], after: [0.75, 0] })).toBe(0);
  });

  it('is 100 times the root mean square of the changes that are not there', () => {
    const truth = { before: [0, 0, 0, 0], after: [0, 0, 0, 0] };
    expect(dtSsd(truth, { before: [0, 0, 0, 0], after: [0.5, 0, 0, 0] })).toBeCloseTo(25, 12);
  });
});
