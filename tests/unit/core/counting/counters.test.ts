import { describe, expect, it } from 'vitest';
import { LineCounter } from '#core/counting/line-counter.ts';
import { crossing, isInside, sideOf } from '#core/counting/polygon.ts';
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

  it('counts nobody who goes round its end so close to it that no side is clear', () => {
    const counter = new LineCounter(up);
    walk(counter, [
      [60, 150],
      [97, 190],
      [98, 230],
      [103, 230],
      [102, 190],
      [140, 150],
    ]);
    expect(counter.counts).toEqual({ in: 0, out: 0 });
  });

  it('counts who comes and goes back, once each, and nobody who is first seen on it', () => {
    const counter = new LineCounter(up);
    walk(counter, [
      [60, 100],
      [112, 100],
      [60, 100],
    ]);
    walk(
      counter,
      [
        [99, 100],
        [140, 100],
      ],
      2,
    );
    expect(counter.counts).toEqual({ in: 1, out: 1 });
  });

  it('counts who stands on it for minutes and then goes on', () => {
    const counter = new LineCounter(up);
    counter.update([standing(1, 60, 100)], 0);
    for (let second = 1; second < 300; second++) counter.update([standing(1, 99, 100)], 1000 * second);
    counter.update([standing(1, 140, 100)], 300_000);
    expect(counter.counts).toEqual({ in: 1, out: 0 });
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

  it('cross within both pieces only, and to the right in', () => {
    const way = (from: [number, number], to: [number, number]) =>
      crossing({ x: from[0], y: from[1] }, { x: to[0], y: to[1] }, up.from, up.to);
    expect(way([0, 50], [200, 50])).toBe(1);
    expect(way([200, 50], [0, 50])).toBe(-1);
    expect(way([0, 300], [200, 300])).toBe(0);
    expect(way([0, 50], [90, 50])).toBe(0);
  });

  it('cross once where a way has a corner on the line, and at the very end of one too', () => {
    const corner = { x: 100, y: 50 };
    const pieces = [
      crossing({ x: 50, y: 80 }, corner, up.from, up.to),
      crossing(corner, { x: 150, y: 80 }, up.from, up.to),
    ];
    expect(pieces.reduce<number>((sum, piece) => sum + piece, 0)).toBe(1);
    for (const y of [0, 200]) {
      expect(crossing({ x: 50, y }, { x: 150, y }, up.from, up.to)).toBe(1);
      expect(crossing({ x: 150, y }, { x: 50, y }, up.from, up.to)).toBe(-1);
    }
  });
});
