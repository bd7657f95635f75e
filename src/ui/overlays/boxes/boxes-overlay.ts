import { LitElement, css, html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { OverlayElement, OverlayInput } from '../overlay.ts';
import { placeBoxes, strokeBoxes, type LabelFont } from './draw-boxes.ts';
import { placeTrails, strokeTrails } from './draw-trails.ts';
import { Trails } from './trails.ts';

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
      /* A label begins where its box does. */
      direction: ltr;
    }
  `;

  @query('canvas') private canvas!: HTMLCanvasElement | null;
  private pending: OverlayInput | undefined;
  private readonly trails = new Trails();

  override render() {
    return html`<canvas aria-hidden="true"></canvas>`;
  }

  override firstUpdated(): void {
    if (this.pending) this.show(this.pending);
  }

  show(input: OverlayInput): void {
    this.pending = input;
    if (input.summary.kind === kind) this.trails.add(input.summary.detections, input.atMs);
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
    this.paint(context, input);
  }

  clear(): void {
    this.pending = undefined;
    this.trails.clear();
    const context = this.canvas?.getContext('2d');
    context?.setTransform(1, 0, 0, 1, 0, 0);
    context?.clearRect(0, 0, context.canvas.width, context.canvas.height);
  }

  paint(context: CanvasRenderingContext2D, input: OverlayInput): void {
    if (input.summary.kind !== kind) return;
    const { summary, look } = input;
    const scale = scaleOf(input);
    const heightPx = LABEL_HEIGHT_PX * scale;
    context.font = `600 ${0.62 * heightPx}px ui-sans-serif, system-ui, sans-serif`;
    const font: LabelFont = {
      heightPx,
      paddingPx: 5 * scale,
      measure: (text) => context.measureText(text).width,
    };
    if (look.trails) strokeTrails(context, placeTrails({ ...input, summary }, this.trails), scale);
    strokeBoxes(context, placeBoxes({ ...input, summary }, font), font, scale);
  }
}

/** Lines and labels grow with the picture, by half as much: on a phone they must not hide it, on 4K not vanish. */
function scaleOf({ viewport }: OverlayInput): number {
  return Math.sqrt(Math.max(viewport.width, 160) / 800);
}

declare global {
  interface HTMLElementTagNameMap {
    [tag]: VtBoxesOverlay;
  }
}
