import { describe, expect, it } from 'vitest';
import type { LineRegion, Region, ZoneRegion } from '#core/counting/regions.ts';
import { countChart, recentCounts } from '#ui/components/counting/count-chart.ts';
import { moved, newRegion, turned, withCorner, without } from '#ui/components/regions/edit-regions.ts';
import { countWords, inArrow, toFrame, toStage } from '#ui/components/regions/place-regions.ts';

const line = newRegion('line', []) as LineRegion;
const zone = newRegion('zone', [], { x: 0.2, y: 0.2 }, { x: 0.6, y: 0.8 }) as ZoneRegion;
const both: readonly Region[] = [line, zone];
const viewport = { left: 10, top: 20, width: 200, height: 100 };

describe('lines and zones', () => {
  it('are drawn between two points, and in the middle where a press was hardly a pull', () => {
    expect(zone.points).toEqual([
      { x: 0.2, y: 0.2 },
      { x: 0.6, y: 0.2 },
      { x: 0.6, y: 0.8 },
      { x: 0.2, y: 0.8 },
    ]);
    expect(newRegion('line', both, { x: 0.2, y: 0.2 }, { x: 0.21, y: 0.2 })).toEqual({ ...line, id: 2 });
  });

  it('move by a corner or as a whole, keep their shape at the edge, and leave the others as they are', () => {
    const [same, corner] = moved(both, zone, 0, { x: -0.1, y: 0.1 });
    expect(same).toBe(line);
    expect(corner?.points[0]?.x).toBeCloseTo(0.1);
    expect(corner?.points[1]).toEqual(zone.points[1]);
    const whole = moved(both, zone, 'whole', { x: 5, y: 0 })[1];
    expect(whole?.points.map(({ x }) => x)).toEqual([0.6, 1, 1, 0.6].map((x): unknown => expect.closeTo(x)));
  });

  it('gain and lose corners, and are gone when too few are left', () => {
    const richer = withCorner(both, zone, 3);
    expect(richer[1]?.points[4]).toEqual({ x: 0.2, y: 0.5 });
    const triangle = without(both, zone, 1);
    expect(triangle[1]?.points).toHaveLength(3);
    expect(without(triangle, triangle[1]!, 0)).toEqual([line]);
    expect(without(both, line, 0)).toEqual([zone]);
  });

  it('lie on the stage where the picture lies, mirrored with it, and back', () => {
    expect(toStage({ x: 0.25, y: 0.5 }, viewport, false)).toEqual({ x: 60, y: 70 });
    expect(toStage({ x: 0.25, y: 0.5 }, viewport, true)).toEqual({ x: 160, y: 70 });
    expect(toFrame({ x: 160, y: 70 }, viewport, true)).toEqual({ x: 0.25, y: 0.5 });
    expect(toFrame({ x: -50, y: 500 }, viewport, false)).toEqual({ x: 0, y: 1 });
  });

  it('show which way is in: right of a line that goes up, left of it in a mirror or turned', () => {
    const tip = (region: LineRegion, mirror: boolean) =>
      Math.sign((inArrow(region, viewport, mirror)[0]?.x ?? 0) - 110);
    expect(tip(line, false)).toBe(1);
    expect(tip(line, true)).toBe(-1);
    expect(tip(turned([line], line)[0] as LineRegion, false)).toBe(-1);
  });

  it('say what was counted', () => {
    expect(countWords({ kind: 'line', id: 1, in: 3, out: 2 })).toBe('in 3 · out 2');
    expect(countWords({ kind: 'zone', id: 1, now: 1, visitors: 7 })).toBe('1 now · 7 in all');
  });
});

describe('the chart of counts', () => {
  const row = (second: number, mean: number) => ({
    atMs: second * 1000,
    mean,
    least: mean - 1,
    most: mean + 1,
    regions: [],
  });

  it('has its newest second at the right, and breaks where nothing was counted', () => {
    const { line: path, top } = countChart([row(0, 1), row(1, 1), row(8, 3)], 8, 80, 40);
    expect(top).toBe(4);
    expect(path).toBe('M10.0 30.0M80.0 10.0');
  });

  it('is summed up in figures of the newest seconds', () => {
    expect(recentCounts([row(0, 9), row(1, 2), row(2, 4)], 2)).toEqual({ mean: 3, least: 1, most: 5 });
    expect(recentCounts([], 2)).toBeUndefined();
  });
});
