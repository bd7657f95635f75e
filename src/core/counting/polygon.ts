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

/** Whether the way a → b meets the segment from → to. */
export function crosses(a: FramePoint, b: FramePoint, from: FramePoint, to: FramePoint): boolean {
  const separate = (p: FramePoint, q: FramePoint, r: FramePoint, s: FramePoint) =>
    Math.sign(sideOf(p, r, s)) === Math.sign(sideOf(q, r, s)) && sideOf(p, r, s) !== 0;
  return !separate(a, b, from, to) && !separate(from, to, a, b);
}
