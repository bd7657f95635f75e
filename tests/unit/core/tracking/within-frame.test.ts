import { expect, it } from 'vitest';
import { withinFrame } from '#core/tracking/within-frame.ts';

const frame = { width: 100, height: 100 };
const track = (left: number) => ({
  trackId: 1,
  classIndex: 0,
  score: 0.9,
  box: { left, top: 10, right: left + 40, bottom: 60 },
});

it('cuts a box at the edge of the frame', () => {
  expect(withinFrame([track(80)], frame)[0]?.box).toEqual({ left: 80, top: 10, right: 100, bottom: 60 });
});

it('leaves out what left the frame', () => {
  expect(withinFrame([track(95), track(120), track(-35)], frame)).toEqual([]);
});
