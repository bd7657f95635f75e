import { mirrorRows } from '#core/mirror-rows.ts';

/** Puts the finished picture on the canvas, which has its size; flipped left to right (in place) if `mirror`. */
export function showPixels(
  canvas: OffscreenCanvasRenderingContext2D,
  pixels: ImageData,
  mirror: boolean,
): void {
  if (mirror) mirrorRows(pixels);
  canvas.putImageData(pixels, 0, 0);
}
