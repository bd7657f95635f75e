import { msg } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { controlStyles } from '../../styles/controls.styles.ts';
import { icon } from '../../styles/icons.ts';

/** Copies the address of this page, which holds its settings; shows it where the browser refuses. */
@customElement('vt-copy-link')
export class VtCopyLink extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
      }
    `,
  ];

  @state() private copied: 'no' | 'yes' | 'refused' = 'no';

  override render() {
    return html`<div class="buttons">
        <button
          type="button"
          title=${msg('Copies the address of this page with all settings in it. Pictures are no part of it.')}
          @click=${this.copy}
        >
          ${icon('link')}${msg('Copy link')}
        </button>
        <span role="status">${this.copied === 'yes' ? msg('Copied.') : ''}</span>
      </div>
      ${
        this.copied === 'refused'
          ? html`<label class="field">
              ${msg('The browser does not let the page copy; copy it from here')}
              <input type="text" readonly .value=${location.href} @focus=${selectAll} />
            </label>`
          : ''
      }`;
  }

  private readonly copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(location.href);
      this.copied = 'yes';
    } catch {
      this.copied = 'refused';
    }
  };
}

function selectAll(event: Event): void {
  (event.currentTarget as HTMLInputElement).select();
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-copy-link': VtCopyLink;
  }
}
