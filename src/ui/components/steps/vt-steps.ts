import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Session } from '#session/session-state.ts';
import { belongsToControl } from '../../app/keyboard.ts';
import { SessionController } from '../../controllers/session-controller.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { icon } from '../../styles/icons.ts';
import { stepKeys } from './step-keys.ts';

/**
 * Steps through a video file frame by frame, by two buttons and by the keys “,” and “.”; shows nothing for other sources.
 * A step pauses the video.
 */
@customElement('vt-steps')
export class VtSteps extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: contents;
      }
      button {
        min-inline-size: 2.4rem;
        padding-inline: 0.4rem;
        color: inherit;
      }
      output {
        align-self: center;
        font-size: 0.8125rem;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  /** Whose video file is walked through; `createSession` makes one. */
  @property({ attribute: false }) session: Session | undefined;
  /** The last step found no frame in that direction. */
  @state() private atEnd: -1 | 0 | 1 = 0;
  private readonly live = new SessionController(this, () => this.isPaused && this.requestUpdate());
  private underWay = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    globalThis.addEventListener('keydown', this.takeKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    globalThis.removeEventListener('keydown', this.takeKey);
  }

  override render() {
    if (!this.canStep) return nothing;
    const seconds = ((this.live.newest?.timestampUs ?? 0) / 1e6).toFixed(3);
    return html`<button
        type="button"
        class="quiet"
        aria-label=${msg('The frame before')}
        title=${msg('Pauses and goes back by one frame of the video (,)')}
        @click=${() => this.step(-1)}
      >
        ${icon('back')}
      </button>
      <output>
        ${this.isPaused ? (this.atEnd > 0 ? msg('last frame') : this.atEnd < 0 ? msg('first frame') : msg(str`${seconds} s`)) : nothing}
      </output>
      <button
        type="button"
        class="quiet"
        aria-label=${msg('The next frame')}
        title=${msg('Pauses and goes on by one frame of the video (.)')}
        @click=${() => this.step(1)}
      >
        ${icon('forward')}
      </button>`;
  }

  private get isPaused(): boolean {
    return this.session?.state.phase === 'paused';
  }

  private get canStep(): boolean {
    const source = this.session?.state.source;
    return source?.kind === 'video' && source.status === 'live';
  }

  private readonly takeKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    const by = stepKeys.find(({ key }) => key === event.key)?.by;
    if (!by || !this.canStep || belongsToControl(event.composedPath()[0], event.key)) return;
    event.preventDefault();
    // A key held down steps as fast as frames come, and no further once it is let go.
    if (!event.repeat || this.underWay === 0) this.step(by);
  };

  private step(by: 1 | -1): void {
    this.underWay++;
    this.session
      ?.step(by)
      .then((timeUs) => (this.atEnd = timeUs === undefined ? by : 0))
      // The source was closed or changed meanwhile; the stage says what became of it.
      .catch(() => undefined)
      .finally(() => {
        this.underWay--;
        this.requestUpdate();
      });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-steps': VtSteps;
  }
}
