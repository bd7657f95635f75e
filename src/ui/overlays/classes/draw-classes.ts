/** The ranking as rows, and those rows painted into a saved picture. */
import type { RankedClass } from '#core/result.ts';
import { classWord } from '../../text/class-words.ts';
import { formatShare } from '../../text/format.ts';
import type { Viewport } from '../overlay.ts';

export interface ClassRow {
  name: string;
  figure: string;
  /** Part of the full bar, 0..1. */
  bar: number;
}

export function classRows(top: readonly RankedClass[]): ClassRow[] {
  return top.map(({ name, score }) => ({
    name: classWord(name),
    figure: formatShare(score),
    bar: Math.min(1, Math.max(0, score)),
  }));
}

/** Widths and heights in parts of a row's height, as the element has them. */
const [PANEL_WIDTH, PADDING, BAR_HEIGHT] = [13, 0.5, 0.14];

/** Paints the rows at the picture's lower left; `rowPx` is the height of one. */
export function paintRows(
  context: CanvasRenderingContext2D,
  rows: readonly ClassRow[],
  viewport: Viewport,
  rowPx: number,
): void {
  const padding = PADDING * rowPx;
  const width = Math.min(PANEL_WIDTH * rowPx, viewport.width - 2 * padding);
  const height = rows.length * rowPx + 2 * padding;
  const left = viewport.left + padding;
  const top = viewport.top + viewport.height - padding - height;
  context.fillStyle = 'rgb(10 11 13 / 0.78)';
  context.fillRect(left, top, width, height);
  context.font = `500 ${0.6 * rowPx}px ui-sans-serif, system-ui, sans-serif`;
  context.textBaseline = 'middle';
  rows.forEach(({ name, figure, bar }, i) => {
    const y = top + padding + i * rowPx;
    const [from, to] = [left + padding, left + width - padding];
    context.fillStyle = '#f4f3ef';
    context.textAlign = 'end';
    context.fillText(figure, to, y + rowPx * 0.42);
    context.textAlign = 'start';
    context.fillText(name, from, y + rowPx * 0.42, to - from - context.measureText(figure).width - padding);
    context.fillStyle = '#63c7ba';
    context.fillRect(from, y + rowPx * 0.8, (to - from) * bar, BAR_HEIGHT * rowPx);
  });
}
