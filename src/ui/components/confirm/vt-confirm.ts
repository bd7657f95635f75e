import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { VtConfirmEvent } from '../../events/vt-confirm.ts';
import { controlStyles } from '../../styles/controls.styles.ts';

/**
 * A button for what cannot be undone: the first press asks, the second does it. Escape or leaving it takes the question
 * back.
 *
 * @fires vt-confirm - pressed the second time
 */
@customElement('vt-confirm')
export class VtConfirm extends LitElement {
  static override styles = [
    controlStyles,
    css`
      button.asks {
        border-color: var(--vt-bad);
        background: var(--vt-bad-wash);
        color: var(--vt-bad);
      }
    `,
  ];

  /** What the button says at first. */
  @property() label = 'Delete';
  /** What it says when asked. */
  @property() question = 'Delete for good';
  /** What it is about, for those who do not see what stands beside it. */
  @property() subject = '';
  @state() private asks = false;

  override render() {
    const text = this.asks ? this.question : this.label;
    return html`<button
      type="button"
      class=${this.asks ? 'asks' : ''}
      aria-label="${text} ${this.subject}"
      title="${text} ${this.subject}"
      @click=${this.press}
      @blur=${() => (this.asks = false)}
      @keydown=${this.takeKey}
    >
      ${text}
    </button>`;
  }

  private readonly press = (): void => {
    if (this.asks) this.dispatchEvent(new VtConfirmEvent());
    this.asks = !this.asks;
  };

  private readonly takeKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.asks) return;
    event.stopPropagation();
    this.asks = false;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-confirm': VtConfirm;
  }
}
