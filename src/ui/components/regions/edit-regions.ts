/** Changes to lines and zones; each gives new regions, and leaves those that did not change as the same objects. */
import type { LineRegion, Region, ZoneRegion } from '#core/counting/regions.ts';
import type { UnitPoint } from '#core/geometry.ts';

/** Which part of a region is held: a corner or end by its index, or the whole. */
export type Grip = number | 'whole';

const clamp = (value: number, from = 0, to = 1) => Math.min(to, Math.max(from, value));

/** A region of that kind between two points; a line where they are too close to have been meant, else in the middle. */
export function newRegion(
  kind: Region['kind'],
  regions: readonly Region[],
  from?: UnitPoint,
  to?: UnitPoint,
): Region {
  const id = 1 + Math.max(0, ...regions.filter((region) => region.kind === kind).map((region) => region.id));
  const isMeant = from && to && Math.hypot(to.x - from.x, to.y - from.y) > 0.03;
  if (kind === 'line') {
    const middle: LineRegion['points'] = [
      { x: 0.5, y: 0.9 },
      { x: 0.5, y: 0.1 },
    ];
    return { kind, id, points: isMeant ? [from, to] : middle };
  }
  const [a, b] = isMeant
    ? [from, to]
    : [
        { x: 0.3, y: 0.4 },
        { x: 0.7, y: 0.9 },
      ];
  return { kind, id, points: [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }] };
}

/** The regions with that part of one moved by a way in parts of the frame; nothing leaves the frame. */
export function moved(
  regions: readonly Region[],
  region: Region,
  grip: Grip,
  by: UnitPoint,
): readonly Region[] {
  const held = region.points.filter((_, index) => grip === 'whole' || index === grip);
  const within = (key: 'x' | 'y') => {
    const values = held.map((point) => point[key]);
    return clamp(by[key], -Math.min(...values), 1 - Math.max(...values));
  };
  const way = { x: within('x'), y: within('y') };
  const points = region.points.map((point) =>
    held.includes(point) ? { x: point.x + way.x, y: point.y + way.y } : point,
  );
  return replaced(regions, region, points);
}

/** A zone with a new corner after the one at `index`, half way to the next. */
export function withCorner(regions: readonly Region[], zone: ZoneRegion, index: number): readonly Region[] {
  const corner = middleOf(zone.points, index);
  return replaced(regions, zone, zone.points.toSpliced(index + 1, 0, corner));
}

export function middleOf(points: readonly UnitPoint[], index: number): UnitPoint {
  const a = points[index] ?? { x: 0, y: 0 };
  const b = points[(index + 1) % points.length] ?? a;
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/** Without that corner of a zone; without the whole region where a line's end is meant, or a triangle's corner. */
export function without(regions: readonly Region[], region: Region, grip: Grip): readonly Region[] {
  if (grip === 'whole' || region.kind === 'line' || region.points.length <= 3)
    return regions.filter((other) => other !== region);
  return replaced(regions, region, region.points.toSpliced(grip, 1));
}

/** The same line from its other end: who came in now goes out. */
export function turned(
  regions: readonly Region[],
  { id, points: [from, to] }: LineRegion,
): readonly Region[] {
  return regions.map((region) =>
    region.kind === 'line' && region.id === id ? { ...region, points: [to, from] } : region,
  );
}

function replaced(
  regions: readonly Region[],
  region: Region,
  points: readonly UnitPoint[],
): readonly Region[] {
  return regions.map((other) => (other === region ? ({ ...region, points } as Region) : other));
}
