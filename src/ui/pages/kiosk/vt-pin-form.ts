import { msg, str } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { PinGate } from '#kiosk/pin-gate.ts';
import type { PinHash } from '#kiosk/pin.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { keptTries } from './kept.ts';

/**
 * Asks for the operator's PIN, ever more slowly; the count outlives a reload.
 *
 * @slot - further buttons
 * @fires vt-pin-right - the PIN was right
 */
@customElement('vt-pin-form')
export class VtPinForm extends LitElement {
  static override styles = [
    controlStyles,
    css`
      form {
        display: grid;
        gap: 0.75rem;
        inline-size: min(20rem, 80vw);
      }
      input {
        font-size: 1.25rem;
      }
      p {
        min-block-size: 1.5em;
        margin: 0;
      }
    `,
  ];

  @property({ attribute: false }) pin: PinHash | undefined;
  @state() private message = '';
  @query('input') private input!: HTMLInputElement;

  override render() {
    return html`<form @submit=${this.try}>
      <label for="pin">PIN</label>
      <input id="pin" type="password" inputmode="numeric" autocomplete="off" maxlength="32" required />
      <p role="status">${this.message}</p>
      <button class="primary">${msg('Open')}</button>
      <slot></slot>
    </form>`;
  }

  private readonly try = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { pin, input } = this;
    if (!pin) return;
    // Made anew for each: what it counts lies in the storage.
    const trial = await new PinGate(pin, keptTries).try(input.value);
    input.value = '';
    if (trial.ok) {
      this.message = '';
      this.dispatchEvent(new Event('vt-pin-right'));
      return;
    }
    const waitS = Math.ceil(trial.waitMs / 1000);
    this.message = waitS > 0 ? msg(str`Not that PIN. Try again in ${waitS} s.`) : msg('Not that PIN.');
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-pin-form': VtPinForm;
  }
}
