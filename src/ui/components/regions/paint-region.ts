import type { StagePoint } from './place-regions.ts';

/** Paints an outline with its words: white on a dark rim, to be seen on any picture. */
export function paintRegion(
  context: CanvasRenderingContext2D,
  corners: readonly StagePoint[],
  centre: StagePoint,
  words: string,
  textPx: number,
): void {
  const outline = new Path2D();
  for (const { x, y } of corners) outline.lineTo(x, y);
  if (corners.length > 2) outline.closePath();
  context.lineJoin = 'round';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.font = `600 ${textPx}px system-ui, sans-serif`;
  context.strokeStyle = 'rgb(0 0 0 / 0.7)';
  context.lineWidth = textPx / 3;
  context.stroke(outline);
  context.strokeText(words, centre.x, centre.y - textPx);
  context.strokeStyle = '#fff';
  context.lineWidth = textPx / 6;
  context.stroke(outline);
  context.fillStyle = '#fff';
  context.fillText(words, centre.x, centre.y - textPx);
  context.textAlign = 'start';
}
