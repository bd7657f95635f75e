import type { Viewport } from '../../overlays/overlay.ts';

/** Of the picture's height. */
const TEXT_HEIGHT = 0.04;

/** A line at the top of a saved picture, for what must not get lost when it travels without the page. */
export function paintCaption(context: CanvasRenderingContext2D, { height }: Viewport, text: string): void {
  const size = Math.max(12, Math.round(height * TEXT_HEIGHT));
  context.font = `600 ${size}px system-ui, sans-serif`;
  context.textBaseline = 'top';
  context.fillStyle = 'rgb(0 0 0 / 70%)';
  context.fillRect(0, 0, context.measureText(text).width + size, 1.6 * size);
  context.fillStyle = 'white';
  context.fillText(text, size / 2, size * 0.3);
}
