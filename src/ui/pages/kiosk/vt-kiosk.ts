import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { defaultLook } from '#core/look.ts';
import type { ClassLabel } from '#core/labels.ts';
import type { ResultKind } from '#core/result.ts';
import type { Beat } from '#kiosk/beat.ts';
import type { Conductor, KioskSession } from '#kiosk/conductor.ts';
import type { Configuration } from '#kiosk/configuration.ts';
import type { Supervisor } from '#kiosk/supervisor.ts';
import '../../components/stage/vt-stage.ts';
import type { VtStage } from '../../components/stage/vt-stage.ts';
import { LastPicture } from './last-picture.ts';
import { wordsAt } from './rotation.ts';
import './vt-kiosk-exit.ts';
import type { VtKioskExit } from './vt-kiosk-exit.ts';
import { kioskStyles } from './vt-kiosk.styles.ts';

/** Without a result for longer, the last picture is held instead (guessed: slow models give two a second). */
const LIVE_MS = 2_500;

/** The later one covers the earlier. */
type Front = Beat['front'];

/** The wall: the live picture, or in its place the last one, a clip or a card. Never nothing, never an error. */
@customElement('vt-kiosk')
export class VtKiosk extends LitElement {
  static override styles = kioskStyles;

  @property({ attribute: false }) configuration!: Configuration;
  @property({ attribute: false }) session!: KioskSession;
  @property({ attribute: false }) supervisor!: Supervisor;
  @property({ attribute: false }) conductor!: Conductor;
  @property({ attribute: false }) kind: ResultKind | undefined;
  @property({ attribute: false }) labels: readonly ClassLabel[] = [];
  /** What is in front now. */
  @state() front: Front = 'card';
  @state() private clipFailed = false;
  /** Where the live picture is. */
  @query('vt-stage') stage!: VtStage;
  @query('vt-kiosk-exit') private exit!: VtKioskExit;
  private readonly last = new LastPicture();
  private notLiveSinceMs = performance.now();

  override render() {
    const { configuration, front } = this;
    const { branding, orientation, fallback, closedCard } = configuration;
    const { scene } = this.conductor;
    const isUpright = orientation === 90 || orientation === 270;
    return html`<main class="wall ${isUpright ? 'upright' : ''}">
        <vt-stage
          bare
          .session=${this.session}
          .kind=${this.kind}
          .labels=${this.labels}
          .look=${{ ...defaultLook, ...scene?.look }}
        ></vt-stage>
        <div class="held ${front === 'live' ? 'gone' : ''} ${scene?.transition === 'fade' ? 'fades' : ''}">
          ${this.last.canvas}
        </div>
        ${
          front === 'clip'
            ? html`<video
                .src=${fallback.clip ?? ''}
                autoplay
                loop
                muted
                playsinline
                @error=${() => (this.clipFailed = true)}
              ></video>`
            : nothing
        }
        ${front === 'card' || front === 'closed' ? this.renderCard(front === 'closed' ? closedCard : fallback.card) : nothing}
        ${branding.logo && front !== 'card' && front !== 'closed' ? html`<img class="logo" src=${branding.logo} alt="" />` : nothing}
        ${this.renderWords()}
      </main>
      <vt-kiosk-exit
        .pin=${configuration.pin}
        .log=${this.supervisor.log.entries}
        @vt-kiosk-leave=${() => location.assign('/')}
      ></vt-kiosk-exit>`;
  }

  override firstUpdated(): void {
    const { branding, orientation } = this.configuration;
    const set = (name: string, value: string | undefined) => {
      if (value !== undefined) this.style.setProperty(name, value);
    };
    set('--kiosk-turn', `${orientation}deg`);
    set('--kiosk-ground', branding.ground);
    set('--kiosk-ink', branding.ink);
    set('--kiosk-accent', branding.accent);
    if (branding.font) void this.loadFont(branding.font);
  }

  /** To be called several times a second: decides what is in front. */
  look(): void {
    const now = performance.now();
    const isLive = this.isLive();
    if (isLive) {
      this.notLiveSinceMs = now;
      this.last.take(this.shown);
    }
    const front = this.frontFor(isLive, now - this.notLiveSinceMs);
    // Asked for again later: the clip may have come back.
    if (front === 'live') this.clipFailed = false;
    this.front = front;
    this.requestUpdate();
  }

  /** Keeps what is on the screen now: it is about to change. */
  hold(): void {
    if (this.front !== 'live') return;
    this.last.take(this.shown, true);
    this.front = 'held';
  }

  openExit(): void {
    this.exit.open();
  }

  private isLive(): boolean {
    const { model, source } = this.session.state;
    return this.conductor.resultAgeMs < LIVE_MS && model.status === 'ready' && source.status === 'live';
  }

  private frontFor(isLive: boolean, missingMs: number): Front {
    const { clip, holdS } = this.configuration.fallback;
    if (!this.conductor.scene) return 'closed';
    if (isLive) return 'live';
    const isHeldEnough = missingMs > holdS * 1000;
    if (this.last.hasPicture && !isHeldEnough) return 'held';
    return clip !== undefined && !this.clipFailed ? 'clip' : 'card';
  }

  /** The session may have put another canvas in place of the first. */
  private get shown(): HTMLCanvasElement | undefined {
    return this.stage.shadowRoot?.querySelector('canvas') ?? undefined;
  }

  private renderCard(texts: Readonly<Record<string, string>> | undefined) {
    const words = texts && wordsAt([texts], performance.now());
    const { logo } = this.configuration.branding;
    return html`<div class="card">
      ${logo ? html`<img src=${logo} alt="" />` : nothing}
      ${words ? html`<span lang=${words.lang}>${words.text}</span>` : nothing}
    </div>`;
  }

  private renderWords() {
    const now = performance.now();
    const card =
      this.front === 'live' || this.front === 'held'
        ? wordsAt(this.conductor.scene?.cards ?? [], now)
        : undefined;
    const privacy = wordsAt([this.configuration.privacyNotice], now);
    return html`${card ? html`<p class="words" lang=${card.lang}>${card.text}</p>` : nothing}
    ${privacy ? html`<p class="privacy" lang=${privacy.lang}>${privacy.text}</p>` : nothing}`;
  }

  private async loadFont(path: string): Promise<void> {
    // Without it the show goes on in the system's font.
    const face = await new FontFace('kiosk', `url("${path}")`).load().catch(() => undefined);
    if (!face) return;
    document.fonts.add(face);
    this.style.setProperty('--kiosk-font', 'kiosk, var(--vt-sans)');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-kiosk': VtKiosk;
  }
}
