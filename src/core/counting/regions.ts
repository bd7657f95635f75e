/** Lines and zones that a person drew. In parts of the frame, so that they hold whatever its resolution. */
import type { Size, UnitPoint } from '../geometry.ts';
import type { CountingLine } from './line-counter.ts';
import type { FramePoint } from './polygon.ts';

/** `id` names a region for as long as it is there, and is not given again in the same picture. */
export interface LineRegion {
  kind: 'line';
  id: number;
  /** From one end to the other; who goes over it from its left to its right comes in. */
  points: readonly [UnitPoint, UnitPoint];
}

export interface ZoneRegion {
  kind: 'zone';
  id: number;
  /** Three corners or more. */
  points: readonly UnitPoint[];
}

export type Region = LineRegion | ZoneRegion;

export function toFramePoint({ x, y }: UnitPoint, { width, height }: Size): FramePoint {
  return { x: x * width, y: y * height };
}

export function lineInFrame({ points: [from, to] }: LineRegion, frame: Size): CountingLine {
  return { from: toFramePoint(from, frame), to: toFramePoint(to, frame) };
}

export function zoneInFrame({ points }: ZoneRegion, frame: Size): FramePoint[] {
  return points.map((point) => toFramePoint(point, frame));
}
