import { msg } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { bindings, keyName } from '../../app/keyboard.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { icon } from '../../styles/icons.ts';

/** The help dialog: keys, and what happens to pictures. */
@customElement('vt-help')
export class VtHelp extends LitElement {
  static override styles = [
    controlStyles,
    css`
      dialog {
        max-inline-size: min(30rem, calc(100vw - 2rem));
        padding: 1.4rem 1.6rem;
        border: 1px solid var(--vt-line);
        border-radius: calc(2 * var(--vt-radius));
        background: var(--vt-surface);
        color: var(--vt-ink);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 0.5);
      }
      .top {
        display: flex;
        align-items: center;
        justify-content: space-between;
      }
      h2 {
        margin: 0;
        font-size: 1.15rem;
        font-weight: 600;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.45rem 1.2rem;
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
        <button type="button" class="quiet" aria-label=${msg('Close')} @click=${() => this.dialog.close()}>
          ${icon('close')}
        </button>
      </div>
      <dl>
        ${bindings.map(
          ({ key, does }) => html`
            <dt><kbd>${keyName(key)}</kbd></dt>
            <dd>${does}</dd>
          `,
        )}
      </dl>
      <p class="hint">
        ${msg('Pictures are worked on in this page and are sent nowhere: the page’s security policy lets it talk to its own server only, and it asks that server for models and nothing else. The address keeps your settings, so it can be bookmarked or passed on; pictures are not part of it.')}
      </p>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-help': VtHelp;
  }
}
