import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatBytes } from '../../text/format.ts';
import { controlStyles } from '../../styles/controls.styles.ts';

/**
 * A long operation: what happens, how far it is, and a way out.
 * @slot - the button that cancels it
 */
@customElement('vt-progress')
export class VtProgress extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 0.15rem 0.75rem;
        align-items: center;
        font-size: 0.8125rem;
        font-variant-numeric: tabular-nums;
      }
      progress {
        grid-column: 1;
        inline-size: 100%;
        block-size: 0.3rem;
        accent-color: var(--vt-accent);
      }
      p {
        margin: 0;
      }
      /* How far it is takes a second line on a phone's picture: what is below stays where it is. */
      @container (max-width: 30rem) {
        p {
          min-block-size: 2lh;
        }
      }
      ::slotted(*) {
        grid-column: 2;
        grid-row: 1 / span 2;
      }
    `,
  ];

  /** What happens, as a sentence's beginning: "Downloading the model". */
  @property() what = '';
  @property({ type: Number }) loaded = 0;
  @property() unit: 'bytes' | 'files' = 'bytes';
  /** Of `unit` in all; 0 where the operation has no measurable part. */
  @property({ type: Number }) total = 0;

  override render() {
    const known = this.total > 0;
    const value = known ? Math.min(1, this.loaded / this.total) : undefined;
    return html`
      <p>${this.what}${known ? html` · ${this.amount()}` : nothing}</p>
      ${
        value === undefined
          ? html`<progress aria-label=${this.what}></progress>`
          : html`<progress aria-label=${this.what} max="1" .value=${value}></progress>`
      }
      <slot></slot>
    `;
  }

  private amount(): string {
    if (this.unit === 'files') return msg(str`${this.loaded} of ${this.total} files`);
    return msg(str`${formatBytes(this.loaded)} of ${formatBytes(this.total)}`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-progress': VtProgress;
  }
}
