import { LitElement, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { OverlayElement, OverlayInput } from '../overlay.ts';
import { paintLines, placeLines, type PlacedLine } from './draw-text.ts';
import { textStyles } from './text-overlay.styles.ts';

export const kind = 'text';
export const tag = 'vt-text-overlay';

/** A frame around what was read, and the text below it. Decorative: the stage says the same in its sentence. */
@customElement(tag)
export class VtTextOverlay extends LitElement implements OverlayElement {
  static override styles = textStyles;

  @state() private lines: PlacedLine[] = [];

  override render() {
    if (this.lines.length === 0) return nothing;
    return html`<svg aria-hidden="true">
        ${this.lines.map(
          ({ left, top, width, height }) =>
            html`<svg x=${left} y=${top}>
              <rect x="1" y="1" width=${Math.max(0, width - 2)} height=${Math.max(0, height - 2)} />
            </svg>`,
        )}
      </svg>
      <p aria-hidden="true">${this.lines.map(({ text }) => text).join(' ')}</p>`;
  }

  show(input: OverlayInput): void {
    this.lines = input.summary.kind === kind ? placeLines({ ...input, summary: input.summary }) : [];
  }

  clear(): void {
    this.lines = [];
  }

  paint(context: CanvasRenderingContext2D, input: OverlayInput): void {
    if (input.summary.kind !== kind) return;
    paintLines(context, placeLines({ ...input, summary: input.summary }), input.viewport);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    [tag]: VtTextOverlay;
  }
}
