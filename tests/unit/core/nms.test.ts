import { describe, expect, it } from 'vitest';
import { iou } from '#core/geometry.ts';
import { nms } from '#core/nms.ts';
import type { Candidate } from '#core/result.ts';

const at = (left: number, score: number, classIndex = 0, width = 10): Candidate => ({
  box: { left, top: 0, right: left + width, bottom: 10 },
  classIndex,
  score,
});
const options = { iouThreshold: 0.5, mode: 'per-class', limit: 100 } as const;

describe('nms', () => {
  it('keeps the best of overlapping boxes of one class, best first', () => {
    const best = at(1, 0.9);
    const far = at(50, 0.3);
    expect(nms([at(0, 0.5), far, best], options)).toEqual([best, far]);
  });

  it('does not let classes suppress each other', () => {
    expect(nms([at(0, 0.9, 0), at(0, 0.8, 1)], options)).toHaveLength(2);
  });

  it('suppresses above the threshold only, not at it', () => {
    // Two boxes 10 wide, shifted by 10/3: IoU = (20/3) / (40/3) = 1/2.
    const [a, b] = [at(0, 0.9), at(10 / 3, 0.8)];
    const overlap = iou(a.box, b.box);
    expect(nms([a, b], { ...options, iouThreshold: overlap })).toHaveLength(2);
    expect(nms([a, b], { ...options, iouThreshold: overlap - 1e-9 })).toHaveLength(1);
  });

  it('is idempotent and leaves the caller’s array alone', () => {
    const candidates = Array.from({ length: 200 }, (_, i) =>
      at((i * 37) % 90, ((i * 71) % 100) / 100, i % 3),
    );
    const before = [...candidates];
    const once = nms(candidates, options);
    expect(candidates).toEqual(before);
    expect(nms(once, options)).toEqual(once);
    for (const a of once) {
      for (const b of once) {
        if (a !== b && a.classIndex === b.classIndex) expect(iou(a.box, b.box)).toBeLessThanOrEqual(0.5);
      }
    }
  });

  it('keeps the order of equal scores', () => {
    const tied = [at(0, 0.5), at(100, 0.5), at(200, 0.5)];
    expect(nms(tied, options)).toEqual(tied);
    expect(nms([at(0, 0.5), at(0, 0.5, 0, 11)], options)).toEqual([at(0, 0.5)]);
  });

  it('drops what is not a number, and takes an empty list', () => {
    expect(nms([], options)).toEqual([]);
    expect(nms([at(0, NaN), at(NaN, 0.9), at(Infinity, 0.9), at(0, 0.1)], options)).toEqual([at(0, 0.1)]);
  });

  it('limits, and with mode none only sorts', () => {
    const candidates = [at(0, 0.1), at(0, 0.3), at(0, 0.2)];
    expect(nms(candidates, { ...options, mode: 'none' }).map((c) => c.score)).toEqual([0.3, 0.2, 0.1]);
    expect(nms(candidates, { ...options, mode: 'none', limit: 2 })).toHaveLength(2);
    expect(nms([at(0, 0.1), at(50, 0.3)], { ...options, limit: 1 })).toEqual([at(50, 0.3)]);
  });
});
