/** Lines and zones as they lie on the stage: pure, so that it can be tested. */
import type { LineRegion, Region } from '#core/counting/regions.ts';
import type { RegionCounts } from '#core/counting/tally.ts';
import type { UnitPoint } from '#core/geometry.ts';
import { msg, str } from '@lit/localize';
import type { Viewport } from '../../overlays/overlay.ts';

export interface StagePoint {
  x: number;
  y: number;
}

/** Half the length and half the width of the arrow that shows which way is in, in CSS pixels. */
const ARROW = { length: 14, width: 8 };

/** Where a point of the frame lies on the stage, in CSS pixels. */
export function toStage({ x, y }: UnitPoint, viewport: Viewport, mirror: boolean): StagePoint {
  const { left, top, width, height } = viewport;
  return { x: left + (mirror ? 1 - x : x) * width, y: top + y * height };
}

/** Where a point of the stage lies in the frame; beyond the picture, on its edge. */
export function toFrame({ x, y }: StagePoint, viewport: Viewport, mirror: boolean): UnitPoint {
  const part = (value: number) => Math.min(1, Math.max(0, value));
  const across = part((x - viewport.left) / Math.max(1, viewport.width));
  return { x: mirror ? 1 - across : across, y: part((y - viewport.top) / Math.max(1, viewport.height)) };
}

/** The corners of an arrow at the line's middle that points to the side where "in" leads. */
export function inArrow({ points }: LineRegion, viewport: Viewport, mirror: boolean): StagePoint[] {
  const [from, to] = [toStage(points[0], viewport, mirror), toStage(points[1], viewport, mirror)];
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  // Right of the way, with y downwards; a mirror swaps the sides.
  const side = mirror ? -1 : 1;
  const across = { x: -along.y * side, y: along.x * side };
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const at = (forth: number, aside: number) => ({
    x: middle.x + forth * across.x + aside * along.x,
    y: middle.y + forth * across.y + aside * along.y,
  });
  return [at(ARROW.length * 2, 0), at(ARROW.length, ARROW.width), at(ARROW.length, -ARROW.width)];
}

/** The mean of the corners. */
export function centreOf(points: readonly UnitPoint[]): UnitPoint {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

export function regionName({ kind, id }: Pick<Region, 'kind' | 'id'>): string {
  return kind === 'line' ? msg(str`Line ${id}`) : msg(str`Zone ${id}`);
}

/** What was counted there, in a few words; empty before the first frame. */
export function countWords(counts: RegionCounts | undefined): string {
  if (!counts) return '';
  return counts.kind === 'line'
    ? msg(str`in ${counts.in} · out ${counts.out}`)
    : msg(str`${counts.now} now · ${counts.visitors} in all`);
}
