import { msg, str } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { toErrorData, type ErrorData } from '#core/errors/vitrine-error.ts';
import type { MaskLog } from '../../app/mask-log.ts';
import type { LogHeader } from '../../app/result-log.ts';
import { saveFile } from '../../app/save-file.ts';
import { SessionController } from '../../controllers/session-controller.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { formatBytes, formatCount, plural } from '../../text/format.ts';
import type { Session } from '#session/session-state.ts';
import { captureStyles } from './capture.styles.ts';

/** Keeps the masks of segmentation and of mattes, frame after frame, and saves them as PNG files in a zip. */
@customElement('vt-masks')
export class VtMasks extends LitElement {
  static override styles = [controlStyles, captureStyles];

  @property({ attribute: false }) session: Session | undefined;
  /** What is written beside the masks. */
  @property({ attribute: false }) header: LogHeader | undefined;
  @state() private log: MaskLog | undefined;
  @state() private isPacking = false;
  @state() private error: ErrorData | undefined;

  constructor() {
    super();
    new SessionController(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.drop();
  }

  override render() {
    return html`${this.log ? this.renderLog(this.log) : this.renderStart()}
    ${this.error ? html`<vt-notice .error=${this.error}></vt-notice>` : nothing}`;
  }

  private renderStart() {
    return html`<div class="buttons">
      <button
        type="button"
        ?disabled=${this.session?.state.source.status !== 'live'}
        title=${msg('Keeps for every frame which class each pixel has, or how opaque it is; never the camera’s picture.')}
        @click=${this.start}
      >
        ${msg('Keep masks (PNG)')}
      </button>
    </div>`;
  }

  private renderLog(log: MaskLog) {
    const [frames, size] = [formatCount(log.length), formatBytes(log.bytes)];
    return html`<p class="hint">
        ${plural(log.length, {
          one: msg(str`${frames} mask kept so far, ${size}.`),
          other: msg(str`${frames} masks kept so far, ${size}.`),
        })}
        ${log.isFull ? msg('No more fit.') : nothing}
        ${log.leftOut > 0 ? msg(str`${formatCount(log.leftOut)} frames came too fast and were left out.`) : nothing}
      </p>
      <div class="buttons">
        <button
          type="button"
          ?disabled=${log.length === 0 || this.isPacking}
          title=${msg('Ends keeping and saves one zip file: a PNG for each frame, and classes.json that says what its values mean.')}
          @click=${() => this.save(log)}
        >
          ${this.isPacking ? msg('Packing …') : msg('Save masks (zip)')}
        </button>
        <button type="button" title=${msg('Ends keeping; what was kept is gone.')} @click=${this.drop}>
          ${msg('Stop and forget')}
        </button>
      </div>`;
  }

  /** The packer is loaded now: few people need it. */
  private readonly start = async (): Promise<void> => {
    this.error = undefined;
    try {
      const { MaskLog } = await import('../../app/mask-log.ts');
      if (this.session && this.isConnected) this.log = new MaskLog(this.session);
    } catch (thrown) {
      this.error = toErrorData(thrown);
    }
  };

  private async save(log: MaskLog): Promise<void> {
    if (!this.header) return;
    this.isPacking = true;
    try {
      const zip = await log.finish(this.header);
      if (this.log === log) saveFile(zip, 'vitrine-masks', 'zip');
    } catch (thrown) {
      this.error = toErrorData(thrown);
    } finally {
      this.isPacking = false;
      this.log = undefined;
    }
  }

  private readonly drop = (): void => {
    this.log?.stop();
    this.log = undefined;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-masks': VtMasks;
  }
}
