import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

/** `dragover` fires several times a second; leaving a page fires nothing that can be relied on. */
const QUIET_MS = 300;

/** Over the whole page while a file is dragged over it: what can be dropped here. */
@customElement('vt-drop-hint')
export class VtDropHint extends LitElement {
  static override styles = css`
    p {
      position: fixed;
      inset: 0.75rem;
      z-index: 10;
      display: grid;
      place-items: center;
      margin: 0;
      border: 2px dashed var(--vt-accent);
      border-radius: calc(2 * var(--vt-radius));
      background: color-mix(in srgb, var(--vt-ground) 80%, transparent);
      font-size: 1.15rem;
      text-align: center;
      pointer-events: none;
    }
  `;

  @property() words = '';
  @state() private isShown = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override render() {
    return this.isShown ? html`<p>${this.words}</p>` : nothing;
  }

  /** A file is over the page now. */
  show(words: string): void {
    this.words = words;
    this.isShown = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hide(), QUIET_MS);
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.isShown = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-drop-hint': VtDropHint;
  }
}
