import type { Canvas } from './canvas.ts';
import { capsule, ellipse, type Colour } from './shapes.ts';

export interface Figure {
  /** Feet, and height in pixels. */
  x: number;
  y: number;
  height: number;
  skin: Colour;
  top: Colour;
  legs: Colour;
}

/** A standing person. Proportions of an adult of seven and a half heads, by eye. */
export function paintFigure(
  canvas: Canvas,
  { x, y, height: h, skin, top, legs }: Figure,
  as: { label?: number; object?: number },
): void {
  for (const side of [-1, 1]) {
    canvas.paint(
      capsule(x + side * 0.05 * h, y - 0.45 * h, x + side * 0.08 * h, y - 0.03 * h, 0.09 * h),
      legs,
      as,
    );
    canvas.paint(
      capsule(x + side * 0.12 * h, y - 0.78 * h, x + side * 0.17 * h, y - 0.45 * h, 0.07 * h),
      top,
      as,
    );
  }
  canvas.paint(capsule(x, y - 0.75 * h, x, y - 0.5 * h, 0.22 * h), top, as);
  const head = headOf({ x, y, height: h });
  canvas.paint(ellipse(head.x, head.y, 0.055 * h, 0.07 * h), skin, as);
}

export const headOf = ({ x, y, height }: Pick<Figure, 'x' | 'y' | 'height'>) => ({ x, y: y - 0.93 * height });

const SKINS: readonly Colour[] = [
  [224, 182, 152],
  [186, 132, 98],
  [120, 80, 58],
];

export function anyone(random: () => number, place: Pick<Figure, 'x' | 'y' | 'height'>): Figure {
  const cloth = (): Colour => [40 + random() * 180, 40 + random() * 160, 40 + random() * 180];
  return { ...place, skin: SKINS[Math.floor(random() * SKINS.length)]!, top: cloth(), legs: cloth() };
}
