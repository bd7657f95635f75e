import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import {
  forgetKept,
  forgetPage,
  forgetPictures,
  persist,
  readStored,
  type CachedFiles,
  type Stored,
} from '../../app/stored.ts';
import { toErrorData, type ErrorData } from '#core/errors/vitrine-error.ts';
import { VtStoredChangeEvent } from '../../events/vt-stored-change.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { formatBytes, formatCount, plural } from '../../text/format.ts';
import '../confirm/vt-confirm.ts';
import '../notice/vt-notice.ts';
import { truthStyles } from '../truth/vt-truth.styles.ts';

/**
 * What this site keeps in the browser, with the ways to delete it and to protect it from being deleted.
 * @fires {VtStoredChangeEvent} vt-stored-change - a person deleted something of it
 */
@customElement('vt-storage')
export class VtStorage extends LitElement {
  static override styles = [
    controlStyles,
    truthStyles,
    css`
      :host {
        inline-size: 100%;
        gap: 0.45rem;
      }
    `,
  ];

  @state() private stored: Stored | undefined;
  @state() private refused = false;
  @state() private error: ErrorData | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.read();
  }

  override render() {
    const { stored } = this;
    const failure = this.error ? html`<vt-notice .error=${this.error}></vt-notice>` : nothing;
    if (!stored) return this.error ? failure : html`<p class="hint">${msg('Looking at the storage …')}</p>`;
    const { usage, quota, kept, page, pictures, ownBytes, hasRecords, isPersisted } = stored;
    const isEmpty = !kept && !page && !pictures && ownBytes === 0 && !hasRecords;
    return html`
      ${failure}
      ${
        usage === undefined || quota === undefined
          ? nothing
          : html`<p>
              ${msg(str`${formatBytes(usage)} used of ${formatBytes(quota)} that the browser allows.`)}
            </p>`
      }
      ${ownBytes > 0 ? html`<p>${msg(str`Your models: ${formatBytes(ownBytes)}. They are deleted in the list of models.`)}</p>` : nothing}
      ${kept ? this.renderFiles(msg('Files for use without network'), kept, forgetKept) : nothing}
      ${page ? this.renderFiles(msg('The page, for use without network'), page, forgetPage) : nothing}
      ${pictures ? this.renderFiles(msg('Background image or video'), pictures, forgetPictures) : nothing}
      ${hasRecords ? html`<p>${msg('Records of the bench or of the kiosk are kept, too.')}</p>` : nothing}
      ${isEmpty ? html`<p>${msg('Nothing is kept but your settings.')}</p>` : nothing}
      ${
        isPersisted
          ? html`<p>${msg('The browser deletes nothing of it by itself.')}</p>`
          : html`<button
              type="button"
              title=${msg('Asks the browser not to delete models and files when the device runs out of room.')}
              @click=${this.protect}
            >
              ${msg('Protect from deletion')}
            </button>`
      }
      ${this.refused ? html`<p role="status">${msg('The browser refused: it protects sites that are installed or often used.')}</p>` : nothing}
    `;
  }

  private renderFiles(
    what: string,
    { files, bytes }: CachedFiles,
    forget: () => Promise<void>,
  ): TemplateResult {
    const [count, size] = [formatCount(files), formatBytes(bytes)];
    const says = plural(files, {
      one: msg(str`${what}: ${count} file, ${size}`),
      other: msg(str`${what}: ${count} files, ${size}`),
    });
    return html`<div class="row">
      <span>${says}</span>
      <vt-confirm
        label=${msg('Delete')}
        question=${msg('Delete for good')}
        subject=${what}
        @vt-confirm=${() => this.forget(forget)}
      ></vt-confirm>
    </div>`;
  }

  private readonly protect = async (): Promise<void> => {
    this.refused = !(await persist());
    await this.read();
  };

  private async forget(forget: () => Promise<void>): Promise<void> {
    this.error = undefined;
    try {
      await forget();
    } catch (thrown) {
      this.error = toErrorData(thrown);
    }
    // Some of it may be gone even so.
    await this.read();
    this.dispatchEvent(new VtStoredChangeEvent());
  }

  private async read(): Promise<void> {
    try {
      this.stored = await readStored();
    } catch (thrown) {
      this.error = toErrorData(thrown);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-storage': VtStorage;
  }
}
