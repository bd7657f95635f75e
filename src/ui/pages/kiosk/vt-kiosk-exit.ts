import { msg } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { LogEntry } from '#kiosk/event-log.ts';
import type { PinHash } from '#kiosk/pin.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { configurationIn, configurationLink } from './configuration-link.ts';
import { keptConfiguration } from './kept.ts';
import { happeningWords, renderWhy } from './log-words.ts';
import { saveLog } from './save-log.ts';
import './vt-pin-form.ts';

/** Who opens it and walks away leaves the wall as it was (chosen). */
const CLOSES_MS = 60_000;

/**
 * The operator's dialog: a PIN first, tried ever more slowly, then the way out and the log.
 *
 * @fires vt-kiosk-leave - the operator leaves the kiosk
 */
@customElement('vt-kiosk-exit')
export class VtKioskExit extends LitElement {
  static override styles = [
    controlStyles,
    css`
      dialog {
        cursor: auto;
        /* As the wall is: it lies above all of it, and would not turn with it. */
        rotate: var(--kiosk-turn, 0deg);
        border: 1px solid var(--vt-line);
        border-radius: var(--vt-radius);
        background: var(--vt-surface);
        color: var(--vt-ink);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 0.6);
      }
      .menu {
        display: grid;
        gap: 0.75rem;
        inline-size: min(20rem, 80vw);
      }
      ol {
        max-block-size: 30vh;
        margin: 0;
        padding: 0;
        overflow: auto;
        font-size: 0.8125rem;
        list-style: none;
      }
    `,
  ];

  @property({ attribute: false }) pin: PinHash | undefined;
  @property({ attribute: false }) log: readonly LogEntry[] = [];
  @state() private isIn = false;
  @query('dialog') private dialog!: HTMLDialogElement;
  private closing: ReturnType<typeof setTimeout> | undefined;

  /** Does nothing where the configuration has no PIN: then nobody may leave. */
  open(): void {
    if (!this.pin || this.dialog.open) return;
    this.isIn = false;
    this.dialog.showModal();
    this.stayOpen();
  }

  override render() {
    return html`<dialog
      aria-label=${msg('Operator')}
      @close=${() => clearTimeout(this.closing)}
      @pointerdown=${this.stayOpen}
      @keydown=${this.stayOpen}
    >
      ${this.isIn ? this.renderMenu() : this.renderPin()}
    </dialog>`;
  }

  private renderPin() {
    return html`<vt-pin-form .pin=${this.pin} @vt-pin-right=${() => (this.isIn = true)}>
      <button type="button" @click=${() => this.dialog.close()}>${msg('Back to the show')}</button>
    </vt-pin-form>`;
  }

  private renderMenu() {
    return html`<div class="menu">
      <button type="button" class="primary" @click=${() => this.dialog.close()}>
        ${msg('Back to the show')}
      </button>
      <button type="button" @click=${() => location.reload()}>${msg('Load the page anew')}</button>
      <button type="button" @click=${() => saveLog(this.log)}>${msg('Save the log')}</button>
      <button type="button" @click=${() => location.assign('/kiosk/status')}>${msg('Kiosk status')}</button>
      <button type="button" @click=${this.edit}>${msg('Kiosk editor')}</button>
      <button type="button" @click=${() => this.dispatchEvent(new Event('vt-kiosk-leave'))}>
        ${msg('Leave the kiosk')}
      </button>
      <ol aria-label=${msg('What happened last')}>
        ${this.log
          .slice(-20)
          .reverse()
          .map(
            (entry) =>
              html`<li>
                ${new Date(entry.atMs).toLocaleString()}
                <b>${happeningWords(entry.what)}</b> ${renderWhy(entry)}
              </li>`,
          )}
      </ol>
    </div>`;
  }

  /** With the configuration that runs: by its address, or by its text where it was opened as a file. */
  private readonly edit = async (): Promise<void> => {
    const { search, hash } = location;
    const isNamed = new URLSearchParams(search).has('config') || configurationIn(hash) !== undefined;
    const kept = keptConfiguration.load() ?? '';
    location.assign(`/kiosk/edit${isNamed ? search + hash : await configurationLink(kept)}`);
  };

  private readonly stayOpen = (): void => {
    clearTimeout(this.closing);
    this.closing = setTimeout(() => this.dialog.close(), CLOSES_MS);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-kiosk-exit': VtKioskExit;
  }
}
