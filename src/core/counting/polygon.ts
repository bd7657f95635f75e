/** A point in pixels of the source frame. */
export interface FramePoint {
  x: number;
  y: number;
}

/** Whether the point lies in the polygon (even-odd rule, any winding, may cross itself). Edges count as either. */
export function isInside({ x, y }: FramePoint, polygon: readonly FramePoint[]): boolean {
  let inside = false;
  polygon.forEach((a, index) => {
    const b = polygon[(index + 1) % polygon.length] ?? a;
    if (a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) inside = !inside;
  });
  return inside;
}

/** Signed distance of a point from the line through `from` and `to`: positive to the right of the way from → to. */
export function sideOf({ x, y }: FramePoint, from: FramePoint, to: FramePoint): number {
  const alongX = to.x - from.x;
  const alongY = to.y - from.y;
  const length = Math.hypot(alongX, alongY);
  // With y downwards, the right of "up" (0, -1) is +x.
  return length === 0 ? 0 : (alongX * (y - from.y) - alongY * (x - from.x)) / length;
}

/**
 * 1 where the way a → b goes over the segment from its left to its right, -1 where it goes back, else 0. A point on the
 * line counts as right of it, so that of a way in pieces one piece crosses; ends belong to the segment.
 */
export function crossing(a: FramePoint, b: FramePoint, from: FramePoint, to: FramePoint): -1 | 0 | 1 {
  const isRight = sideOf(b, from, to) >= 0;
  if (isRight === sideOf(a, from, to) >= 0) return 0;
  if (sideOf(from, a, b) * sideOf(to, a, b) > 0) return 0;
  return isRight ? 1 : -1;
}
