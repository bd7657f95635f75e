import { msg, str } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { toErrorData, type ErrorData } from '#core/errors/vitrine-error.ts';
import type { Session } from '#session/session-state.ts';
import { walkVideo } from '../../app/walk-video.ts';
import { SessionController } from '../../controllers/session-controller.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { captureStyles } from './capture.styles.ts';

/** Takes a video file through the model frame by frame to its end, so that what is kept meanwhile has no gaps. */
@customElement('vt-walk')
export class VtWalk extends LitElement {
  static override styles = [controlStyles, captureStyles];

  @property({ attribute: false }) session: Session | undefined;
  @state() private walk: AbortController | undefined;
  @state() private timeS = 0;
  @state() private error: ErrorData | undefined;

  constructor() {
    super();
    new SessionController(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.walk?.abort();
  }

  override render() {
    const source = this.session?.state.source;
    if (source?.kind !== 'video' || source.status !== 'live') return nothing;
    const seconds = this.timeS.toFixed(2);
    return html`<div class="buttons">
        <button
          type="button"
          aria-pressed=${this.walk !== undefined}
          title=${msg('Every frame from here to the end goes through the model, however slow it is: what is kept meanwhile has no gaps.')}
          @click=${() => (this.walk ? this.walk.abort() : void this.start())}
        >
          ${this.walk ? msg(str`Stop (at ${seconds} s of the file)`) : msg('Every frame to the end')}
        </button>
      </div>
      ${this.error ? html`<vt-notice .error=${this.error}></vt-notice>` : nothing}`;
  }

  private async start(): Promise<void> {
    if (!this.session) return;
    const walk = (this.walk = new AbortController());
    this.error = undefined;
    try {
      await walkVideo(this.session, walk.signal, (timeS) => (this.timeS = timeS));
    } catch (thrown) {
      this.error = toErrorData(thrown);
    } finally {
      this.walk = undefined;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-walk': VtWalk;
  }
}
