import { msg } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { toErrorData, type ErrorData } from '#core/errors/vitrine-error.ts';
import type { ClassLabel } from '#core/labels.ts';
import type { ResultKind } from '#core/result.ts';
import type { Session } from '#session/session-state.ts';
import type { VtStage } from '../../components/stage/vt-stage.ts';
import { controlStyles } from '../../styles/controls.styles.ts';

/** The chapter's example, run in the page by the very functions that the package exports. Nothing runs before it is asked. */
@customElement('vt-live-example')
export class VtLiveExample extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
        justify-items: start;
        margin-block: 1.5rem;
      }
      vt-stage,
      vt-meter,
      vt-notice {
        inline-size: 100%;
      }
      vt-stage {
        block-size: clamp(14rem, 50vw, 26rem);
      }
    `,
  ];

  @state() private session: Session | undefined;
  @state() private described: { kind: ResultKind | undefined; labels: readonly ClassLabel[] } | undefined;
  @state() private error: ErrorData | undefined;
  @query('vt-stage') private stage!: VtStage | null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  override render() {
    const { session, described } = this;
    return html`<button
        type="button"
        class="primary"
        title=${msg('Opens the built-in scene with a small model; nothing is asked of your camera.')}
        @click=${() => (session ? this.stop() : void this.start())}
      >
        ${session ? msg('Stop the example') : msg('Run the example here')}
      </button>
      ${
        session
          ? html`<vt-stage
                .session=${session}
                .kind=${described?.kind}
                .labels=${described?.labels ?? []}
              ></vt-stage>
              <vt-meter .session=${session}></vt-meter>`
          : nothing
      }
      ${this.error ? html`<vt-notice .error=${this.error}></vt-notice>` : nothing}`;
  }

  private async start(): Promise<void> {
    this.error = undefined;
    try {
      const { createSession, completeSettings, describeModel } = await import('../../elements/elements.ts');
      if (!this.isConnected) return;
      const session = (this.session = createSession());
      // The canvas must be there before the first source.
      await this.updateComplete;
      await this.stage?.updateComplete;
      const settings = await completeSettings({ model: 'selfie-segmentation' });
      this.described = await describeModel(settings);
      await session.setSource({ kind: 'scene' });
      await session.setModel(settings);
    } catch (thrown) {
      // Who stopped it meanwhile is told nothing.
      if (this.session) this.error = toErrorData(thrown);
      this.stop();
    }
  }

  private stop(): void {
    void this.session?.dispose();
    this.session = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-live-example': VtLiveExample;
  }
}
