import { describe, expect, it } from 'vitest';
import { LineCounter } from '#core/counting/line-counter.ts';
import { crosses, isInside, sideOf } from '#core/counting/polygon.ts';
import { ZoneCounter } from '#core/counting/zone-counter.ts';
import type { TrackedDetection } from '#core/tracking/box-tracker.ts';

/** A track whose foot is at this point. */
function standing(trackId: number, x: number, y: number): TrackedDetection {
  return { trackId, box: { left: x - 10, top: y - 50, right: x + 10, bottom: y }, classIndex: 0, score: 0.9 };
}

const up = { from: { x: 100, y: 200 }, to: { x: 100, y: 0 } };

function walk(counter: LineCounter, points: readonly [number, number][], trackId = 1): void {
  points.forEach(([x, y], index) => counter.update([standing(trackId, x, y)], index * 40));
}

describe('LineCounter', () => {
  it('counts from left to right in, from right to left out', () => {
    const counter = new LineCounter(up);
    walk(counter, [
      [50, 100],
      [90, 100],
      [120, 100],
      [160, 100],
    ]);
    expect(counter.counts).toEqual({ in: 1, out: 0 });
    walk(counter, [
      [160, 100],
      [60, 100],
    ]);
    expect(counter.counts).toEqual({ in: 1, out: 1 });
  });

  it('counts nobody who trembles on the line', () => {
    const counter = new LineCounter(up);
    walk(counter, [
      [60, 100],
      [98, 100],
      [102, 100],
      [97, 100],
      [104, 100],
      [98, 100],
      [60, 100],
    ]);
    expect(counter.counts).toEqual({ in: 0, out: 0 });
  });

  it('counts nobody who goes round its end', () => {
    const counter = new LineCounter(up);
    walk(counter, [
      [60, 150],
      [60, 260],
      [140, 260],
      [140, 150],
    ]);
    expect(counter.counts).toEqual({ in: 0, out: 0 });
  });

  it('counts a fast one by its way, and each track by itself', () => {
    const counter = new LineCounter(up);
    walk(
      counter,
      [
        [0, 100],
        [300, 100],
      ],
      1,
    );
    walk(counter, [[300, 100]], 2);
    expect(counter.counts).toEqual({ in: 1, out: 0 });
  });
});

describe('ZoneCounter', () => {
  const zone = [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
    { x: 100, y: 100 },
    { x: 0, y: 100 },
  ];

  it('counts who stands in it now, and each visitor once', () => {
    const counter = new ZoneCounter(zone);
    counter.update([standing(1, 50, 50), standing(2, 150, 50)], 0);
    counter.update([standing(1, 150, 50), standing(2, 50, 50)], 40);
    counter.update([standing(1, 50, 50), standing(2, 50, 50)], 80);
    expect(counter.counts).toEqual({ now: 2, visitors: 2 });
  });
});

describe('points', () => {
  it('lie right of the way up on the side of greater x', () => {
    expect(sideOf({ x: 130, y: 50 }, up.from, up.to)).toBeCloseTo(30);
    expect(sideOf({ x: 70, y: 50 }, up.from, up.to)).toBeCloseTo(-30);
  });

  it('lie in a polygon with a dent or not', () => {
    const dented = [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
      { x: 5, y: 5 },
      { x: 10, y: 10 },
      { x: 0, y: 10 },
    ];
    expect(isInside({ x: 2, y: 5 }, dented)).toBe(true);
    expect(isInside({ x: 8, y: 5 }, dented)).toBe(false);
    expect(isInside({ x: 1, y: 1 }, [])).toBe(false);
  });

  it('cross within both pieces only', () => {
    expect(crosses({ x: 0, y: 50 }, { x: 200, y: 50 }, up.from, up.to)).toBe(true);
    expect(crosses({ x: 0, y: 300 }, { x: 200, y: 300 }, up.from, up.to)).toBe(false);
    expect(crosses({ x: 0, y: 50 }, { x: 90, y: 50 }, up.from, up.to)).toBe(false);
  });
});
