import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { LogEntry } from '#kiosk/event-log.ts';
import { PinGate } from '#kiosk/pin-gate.ts';
import type { PinHash } from '#kiosk/pin.ts';
import { saveFile } from '../../app/save-file.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { keptTries } from './kept.ts';

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
        border: 1px solid var(--vt-line);
        border-radius: var(--vt-radius);
        background: var(--vt-surface);
        color: var(--vt-ink);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 0.6);
      }
      form,
      .menu {
        display: grid;
        gap: 0.75rem;
        inline-size: min(20rem, 80vw);
      }
      input {
        min-block-size: 2.5rem;
        padding-inline: 0.6rem;
        border: 1px solid var(--vt-line-strong);
        border-radius: var(--vt-radius);
        background: var(--vt-raised);
        font-size: 1.25rem;
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
  @state() private message = '';
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('input') private input!: HTMLInputElement | null;
  private gate: PinGate | undefined;
  private closing: ReturnType<typeof setTimeout> | undefined;

  /** Does nothing where the configuration has no PIN: then nobody may leave. */
  open(): void {
    if (!this.pin || this.dialog.open) return;
    this.gate ??= new PinGate(this.pin, keptTries);
    this.isIn = false;
    this.message = '';
    this.dialog.showModal();
    this.stayOpen();
  }

  override render() {
    return html`<dialog
      aria-label="Operator"
      @close=${() => clearTimeout(this.closing)}
      @pointerdown=${this.stayOpen}
      @keydown=${this.stayOpen}
    >
      ${this.isIn ? this.renderMenu() : this.renderPin()}
    </dialog>`;
  }

  private renderPin() {
    return html`<form @submit=${this.try}>
      <label for="pin">PIN</label>
      <input id="pin" type="password" inputmode="numeric" autocomplete="off" maxlength="32" required />
      <p role="status">${this.message || nothing}</p>
      <button class="primary">Open</button>
      <button type="button" @click=${() => this.dialog.close()}>Back to the show</button>
    </form>`;
  }

  private renderMenu() {
    return html`<div class="menu">
      <button type="button" class="primary" @click=${() => this.dialog.close()}>Back to the show</button>
      <button type="button" @click=${() => location.reload()}>Load the page anew</button>
      <button type="button" @click=${this.saveLog}>Save the log</button>
      <button type="button" @click=${() => this.dispatchEvent(new Event('vt-kiosk-leave'))}>
        Leave the kiosk
      </button>
      <ol aria-label="What happened last">
        ${this.log
          .slice(-20)
          .reverse()
          .map(
            ({ atMs, what, why }) => html`<li>${new Date(atMs).toLocaleString()} <b>${what}</b> ${why}</li>`,
          )}
      </ol>
    </div>`;
  }

  private readonly try = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { gate, input } = this;
    if (!gate || !input) return;
    const trial = await gate.try(input.value);
    input.value = '';
    this.isIn = trial.ok;
    if (trial.ok) return;
    const waitS = Math.ceil(trial.waitMs / 1000);
    this.message = waitS > 0 ? `Not that PIN. Try again in ${waitS} s.` : 'Not that PIN.';
  };

  private readonly stayOpen = (): void => {
    clearTimeout(this.closing);
    this.closing = setTimeout(() => this.dialog.close(), CLOSES_MS);
  };

  private readonly saveLog = (): void => {
    const lines = this.log.map((entry) =>
      JSON.stringify({ ...entry, at: new Date(entry.atMs).toISOString() }),
    );
    saveFile(
      new Blob([`${lines.join('\n')}\n`], { type: 'application/x-ndjson' }),
      'vitrine-kiosk-log',
      'ndjson',
    );
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-kiosk-exit': VtKioskExit;
  }
}
