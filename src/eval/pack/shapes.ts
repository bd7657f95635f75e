/** Shapes as tests of points, in pixels with the pixel-centre convention of core/geometry.ts. */
export type Colour = readonly [red: number, green: number, blue: number];

export interface Shape {
  /** Bounds: nothing of the shape lies outside. */
  left: number;
  top: number;
  right: number;
  bottom: number;
  has(x: number, y: number): boolean;
}

export function ellipse(x: number, y: number, rx: number, ry: number): Shape {
  const has = (px: number, py: number) => ((px - x) / rx) ** 2 + ((py - y) / ry) ** 2 <= 1;
  return { left: x - rx, top: y - ry, right: x + rx, bottom: y + ry, has };
}

export function rectangle(left: number, top: number, right: number, bottom: number): Shape {
  return { left, top, right, bottom, has: (x, y) => x >= left && x <= right && y >= top && y <= bottom };
}

/** A line of `width` with round ends: a limb, a hair. */
export function capsule(x0: number, y0: number, x1: number, y1: number, width: number): Shape {
  const [dx, dy, r] = [x1 - x0, y1 - y0, width / 2];
  const length = dx * dx + dy * dy || 1;
  const has = (x: number, y: number) => {
    const t = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / length));
    return (x - x0 - t * dx) ** 2 + (y - y0 - t * dy) ** 2 <= r * r;
  };
  return {
    left: Math.min(x0, x1) - r,
    top: Math.min(y0, y1) - r,
    right: Math.max(x0, x1) + r,
    bottom: Math.max(y0, y1) + r,
    has,
  };
}
