import { LitElement, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { OverlayElement, OverlayInput } from '../overlay.ts';
import { classesStyles } from './classes-overlay.styles.ts';
import { classRows, paintRows, type ClassRow } from './draw-classes.ts';

export const kind = 'classes';
export const tag = 'vt-classes-overlay';

/** Rows in a picture's height, where it is saved: legible at any size. */
const ROWS_IN_PICTURE = 22;

/** The likeliest classes with bars. Decorative for assistive technology: the stage says the result in words. */
@customElement(tag)
export class VtClassesOverlay extends LitElement implements OverlayElement {
  static override styles = classesStyles;

  @state() private rows: ClassRow[] = [];

  override render() {
    if (this.rows.length === 0) return nothing;
    return html`<ol aria-hidden="true">
      ${this.rows.map(
        ({ name, figure, bar }) =>
          html`<li>
            <span class="name">${name}</span>
            <span class="figure">${figure}</span>
            <svg viewBox="0 0 100 3" preserveAspectRatio="none">
              <rect width=${(100 * bar).toFixed(1)} height="3" />
            </svg>
          </li>`,
      )}
    </ol>`;
  }

  show({ summary }: OverlayInput): void {
    this.rows = summary.kind === kind ? classRows(summary.top) : [];
  }

  clear(): void {
    this.rows = [];
  }

  paint(context: CanvasRenderingContext2D, { summary, viewport }: OverlayInput): void {
    if (summary.kind !== kind) return;
    paintRows(context, classRows(summary.top), viewport, viewport.height / ROWS_IN_PICTURE);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    [tag]: VtClassesOverlay;
  }
}
