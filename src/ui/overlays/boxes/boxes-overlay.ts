import { LitElement, css, html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { OverlayElement, OverlayInput } from '../overlay.ts';
import { placeBoxes, strokeBoxes, type LabelFont } from './draw-boxes.ts';

export const kind = 'boxes';
export const tag = 'vt-boxes-overlay';

/** Height of a label's text line in CSS pixels; its font follows from it. */
const LABEL_HEIGHT_PX = 20;

/** Detected objects over the picture. Decorative for assistive technology: the stage says the result in words. */
@customElement(tag)
export class VtBoxesOverlay extends LitElement implements OverlayElement {
  static override styles = css`
    :host,
    canvas {
      display: block;
      position: absolute;
      inset: 0;
      inline-size: 100%;
      block-size: 100%;
      pointer-events: none;
    }
  `;

  @query('canvas') private canvas!: HTMLCanvasElement | null;
  private pending: OverlayInput | undefined;

  override render() {
    return html`<canvas aria-hidden="true"></canvas>`;
  }

  override firstUpdated(): void {
    if (this.pending) this.show(this.pending);
  }

  show(input: OverlayInput): void {
    this.pending = input;
    const context = this.canvas?.getContext('2d');
    if (!context) return;
    const { canvas } = context;
    const ratio = globalThis.devicePixelRatio || 1;
    const width = Math.round(this.clientWidth * ratio);
    const height = Math.round(this.clientHeight * ratio);
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintAt(context, input, scaleOf(input));
  }

  clear(): void {
    this.pending = undefined;
    const context = this.canvas?.getContext('2d');
    context?.setTransform(1, 0, 0, 1, 0, 0);
    context?.clearRect(0, 0, context.canvas.width, context.canvas.height);
  }
}

/** Paints into a saved picture, whose pixels are those of the frame. */
export function paint(context: CanvasRenderingContext2D, input: OverlayInput): void {
  paintAt(context, input, scaleOf(input));
}

/** Lines and labels grow with the picture, by half as much: on a phone they must not hide it, on 4K not vanish. */
function scaleOf({ viewport }: OverlayInput): number {
  return Math.sqrt(Math.max(viewport.width, 160) / 800);
}

function paintAt(context: CanvasRenderingContext2D, input: OverlayInput, scale: number): void {
  if (input.summary.kind !== kind) return;
  const heightPx = LABEL_HEIGHT_PX * scale;
  context.font = `600 ${0.62 * heightPx}px ui-sans-serif, system-ui, sans-serif`;
  const font: LabelFont = {
    heightPx,
    paddingPx: 5 * scale,
    measure: (text) => context.measureText(text).width,
  };
  strokeBoxes(context, placeBoxes({ ...input, summary: input.summary }, font), font, scale);
}

declare global {
  interface HTMLElementTagNameMap {
    [tag]: VtBoxesOverlay;
  }
}
