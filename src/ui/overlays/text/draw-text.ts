/** Lines of text where they were read: pure placement first, so that it can be tested, then the strokes. */
import { formatShare } from '../../text/format.ts';
import type { OverlayInput, Viewport } from '../overlay.ts';

export interface PlacedLine extends Viewport {
  /** What was read, with how sure that is; says so where nothing was. */
  text: string;
}

export function placeLines({ summary, frame, look, viewport }: OverlayInput<'text'>): PlacedLine[] {
  const [scaleX, scaleY] = [viewport.width / frame.width, viewport.height / frame.height];
  return summary.lines.map(({ box, text, confidence }) => ({
    left: viewport.left + (look.mirror ? frame.width - box.right : box.left) * scaleX,
    top: viewport.top + box.top * scaleY,
    width: (box.right - box.left) * scaleX,
    height: (box.bottom - box.top) * scaleY,
    text: text === '' ? 'no text' : `${text} (${formatShare(confidence)})`,
  }));
}

/** Part of the picture's height that a line of text gets. */
const TEXT_HEIGHT = 0.06;

export function paintLines(
  context: CanvasRenderingContext2D,
  lines: readonly PlacedLine[],
  picture: Viewport,
): void {
  const sizePx = TEXT_HEIGHT * picture.height;
  context.font = `600 ${sizePx}px ui-sans-serif, system-ui, sans-serif`;
  context.textBaseline = 'bottom';
  context.textAlign = 'center';
  context.lineWidth = Math.max(2, sizePx / 8);
  for (const { left, top, width, height, text } of lines) {
    context.strokeStyle = '#63c7ba';
    context.strokeRect(left, top, width, height);
    const [x, y] = [left + width / 2, picture.top + picture.height - sizePx / 2];
    context.strokeStyle = 'rgb(0 0 0 / 0.78)';
    context.strokeText(text, x, y, width);
    context.fillStyle = '#f4f3ef';
    context.fillText(text, x, y, width);
  }
}
