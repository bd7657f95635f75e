/** Ways of followed objects as they are drawn: pure placement first, then the strokes. */
import type { FramePoint } from '#core/counting/polygon.ts';
import type { OverlayInput } from '../overlay.ts';
import { NEUTRAL, shownOf } from './draw-boxes.ts';
import type { Trails } from './trails.ts';

/** The way of an object in CSS pixels of the stage, oldest point first. */
export interface PlacedTrail {
  points: readonly FramePoint[];
  colour: string;
}

export function placeTrails(
  { summary, frame, labels, look, viewport }: OverlayInput<'boxes'>,
  trails: Trails,
): PlacedTrail[] {
  const place = ({ x, y }: FramePoint): FramePoint => ({
    x: viewport.left + ((look.mirror ? frame.width - x : x) * viewport.width) / frame.width,
    y: viewport.top + (y * viewport.height) / frame.height,
  });
  return shownOf(summary, look).map(({ trackId, classIndex }) => ({
    points: trails.of(trackId).map(place),
    colour: `rgb(${(labels[classIndex]?.colour ?? NEUTRAL).join(' ')})`,
  }));
}

/** Strokes ways that fade towards where they began. */
export function strokeTrails(
  context: CanvasRenderingContext2D,
  trails: readonly PlacedTrail[],
  scale: number,
): void {
  context.lineWidth = 2.5 * Math.max(1, scale);
  context.lineCap = 'round';
  for (const { points, colour } of trails) {
    context.strokeStyle = colour;
    for (const [index, to] of points.entries()) {
      const from = points[index - 1];
      if (!from) continue;
      context.globalAlpha = index / points.length;
      context.beginPath();
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
      context.stroke();
    }
  }
  context.globalAlpha = 1;
}
