/** The straight line that lies nearest to the points (least squares). */

export interface LinePoint {
  x: number;
  y: number;
}

/** @returns its height at `x`. Level where all points have the same x. */
export function fitLine(points: readonly LinePoint[]): (x: number) => number {
  const mean = (of: (point: LinePoint) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y)];
  const width = mean(({ x }) => (x - meanX) ** 2);
  const slope = width === 0 ? 0 : mean(({ x, y }) => (x - meanX) * (y - meanY)) / width;
  return (x) => meanY + slope * (x - meanX);
}
