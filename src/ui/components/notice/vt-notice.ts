import { msg } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ErrorData } from '#core/errors/vitrine-error.ts';
import { wordError } from '../../errors/word-error.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { icon } from '../../styles/icons.ts';

/**
 * A failure in plain words: what happened, why, and what to do. Cancelled operations are no failures and show nothing.
 * @slot - buttons that help
 */
@customElement('vt-notice')
export class VtNotice extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
      }
      section {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.15rem 0.65rem;
        padding: 0.8rem 0.9rem;
        border: 1px solid color-mix(in srgb, var(--vt-bad) 35%, transparent);
        border-radius: var(--vt-radius);
        background: var(--vt-bad-wash);
        color: var(--vt-ink);
        font-size: 0.875rem;
        text-align: start;
      }
      svg.icon {
        inline-size: 1.3rem;
        block-size: 1.3rem;
        color: var(--vt-bad);
      }
      strong {
        align-self: center;
      }
      p,
      details,
      .actions {
        grid-column: 2;
        margin: 0;
      }
      details {
        font-size: 0.8125rem;
        color: var(--vt-ink-soft);
        overflow-wrap: anywhere;
      }
      summary {
        cursor: pointer;
        inline-size: fit-content;
      }
      pre {
        margin: 0.25rem 0 0;
        max-block-size: 8rem;
        overflow: auto;
        white-space: pre-wrap;
        font-size: 0.75rem;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
      ::slotted(*) {
        margin-block-start: 0.5rem;
      }
    `,
  ];

  @property({ attribute: false }) error: ErrorData | undefined;
  /** What failed, where that changes the words. */
  @property() about: 'model' | 'import' | undefined;

  override render() {
    if (!this.error || this.error.code === 'aborted') return nothing;
    const { title, what, todo } = wordError(this.error, this.about);
    return html`
      <section role="alert">
        ${icon('warn')}<strong>${title}</strong>
        <p>${what} ${todo}</p>
        <details>
          <summary title=${msg('What the program itself says of it')}>${msg('Details')}</summary>
          ${this.error.message}${
            this.error.detail ? html`<pre tabindex="0">${this.error.detail}</pre>` : nothing
          }
        </details>
        <div class="actions"><slot></slot></div>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-notice': VtNotice;
  }
}
