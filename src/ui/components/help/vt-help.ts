import { msg } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { bindings, keyName } from '../../app/keyboard.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { stepKeys } from '../steps/step-keys.ts';
import { dialogStyles } from '../../styles/dialog.styles.ts';
import { icon } from '../../styles/icons.ts';

/**
 * The help dialog: keys, and what happens to pictures.
 *
 * @fires vt-guide-open - a person wants to see the guide of the first visit
 */
@customElement('vt-help')
export class VtHelp extends LitElement {
  static override styles = [
    controlStyles,
    dialogStyles,
    css`
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.45rem 0.9rem;
        align-items: center;
      }
      dd {
        margin: 0;
      }
      kbd {
        display: inline-block;
        min-inline-size: 2rem;
        padding: 0.1rem 0.5rem;
        border: 1px solid var(--vt-line-strong);
        border-radius: var(--vt-radius);
        background: var(--vt-raised);
        font: inherit;
        font-size: 0.8125rem;
        text-align: center;
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement;

  async show(): Promise<void> {
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }

  override render() {
    return html`<dialog aria-labelledby="title">
      <div class="top">
        <h2 id="title">${msg('Keys and privacy')}</h2>
        <button
          type="button"
          class="quiet"
          aria-label=${msg('Close')}
          title=${msg('Close')}
          @click=${() => this.dialog.close()}
        >
          ${icon('close')}
        </button>
      </div>
      <dl>
        ${[...bindings, ...stepKeys].map(
          ({ key, does }) => html`
            <dt><kbd>${keyName(key)}</kbd></dt>
            <dd>${does}</dd>
          `,
        )}
        <dt><kbd>←</kbd> <kbd>→</kbd><br /><kbd>↑</kbd> <kbd>↓</kbd></dt>
        <dd>
          ${msg('On a segmented picture that has the focus (Tab): move the crosshair that names classes')}
        </dd>
      </dl>
      <p class="hint">
        ${msg('Pictures are worked on in this page and are sent nowhere: the page’s security policy lets it talk to its own server only, and it asks that server for models and nothing else. The address keeps your settings, so it can be bookmarked or passed on; pictures are not part of it.')}
      </p>
      <button
        type="button"
        title=${msg('Three steps for a first visit')}
        @click=${() => {
          this.dialog.close();
          this.dispatchEvent(new Event('vt-guide-open', { bubbles: true, composed: true }));
        }}
      >
        ${msg('Show the guide again')}
      </button>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-help': VtHelp;
  }
}
