import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { defaultLook } from '#core/look.ts';
import type { ClassLabel } from '#core/labels.ts';
import type { ResultKind } from '#core/result.ts';
import type { Beat } from '#kiosk/beat.ts';
import type { Conductor, KioskSession } from '#kiosk/conductor.ts';
import type { Configuration } from '#kiosk/configuration.ts';
import { catalogue } from '#models/catalogue.ts';
import { labelsOf } from '#models/registry.ts';
import '../../components/stage/vt-stage.ts';
import type { VtStage } from '../../components/stage/vt-stage.ts';
import { containedIn } from '../../overlays/overlay.ts';
import { cardOf } from './card-of.ts';
import { LastPicture } from './last-picture.ts';
import { wordsAt } from './rotation.ts';
import { pictureStyles } from './vt-kiosk-picture.styles.ts';

/** Without a result for longer, the last picture is held instead (guessed: slow models give two a second). */
const LIVE_MS = 2_500;

/** The later one covers the earlier. */
export type Front = Beat['front'];

/** One source on the wall: its live picture, or in its place the last one, a clip or a card. Never nothing, never an error. */
@customElement('vt-kiosk-picture')
export class VtKioskPicture extends LitElement {
  static override styles = pictureStyles;

  @property({ attribute: false }) configuration!: Configuration;
  @property({ attribute: false }) session!: KioskSession;
  @property({ attribute: false }) conductor!: Conductor;
  /** What is in front now. */
  @state() front: Front = 'card';
  @state() private clipFailed = false;
  /** Kind and classes of the model that runs. */
  @state() private kind: ResultKind | undefined;
  @state() private labels: readonly ClassLabel[] = [];
  /** Where the live picture is. */
  @query('vt-stage') stage!: VtStage;
  private readonly last = new LastPicture();
  private notLiveSinceMs = performance.now();

  override render() {
    const { front, conductor, configuration } = this;
    const { fallback } = configuration;
    const { scene } = conductor;
    return html`<vt-stage
        bare
        no-pointing
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
      ${front === 'card' || front === 'closed' ? this.renderCard(cardOf(front, configuration)) : nothing}`;
  }

  override firstUpdated(): void {
    this.session.addEventListener('statechange', this.follow);
    this.follow();
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

  /** Paints the live picture, or the last one, where it lies on the wall. */
  paint(context: CanvasRenderingContext2D): void {
    const picture = this.front === 'live' ? this.shown : this.last.canvas;
    if (!picture || picture.width === 0 || (this.front !== 'live' && this.front !== 'held')) return;
    const { offsetLeft, offsetTop, offsetWidth: width, offsetHeight: height } = this;
    const place = containedIn(picture, { width, height });
    context.drawImage(picture, offsetLeft + place.left, offsetTop + place.top, place.width, place.height);
  }

  private readonly follow = (): void => {
    const { settings, status } = this.session.state.model;
    if (status !== 'ready' || !settings) return;
    this.labels = labelsOf(settings.model, settings.variant);
    this.kind = catalogue.find(({ id }) => id === settings.model)?.kind;
  };

  private isLive(): boolean {
    const { model, source } = this.session.state;
    return this.conductor.resultAgeMs < LIVE_MS && model.status === 'ready' && source.status === 'live';
  }

  private frontFor(isLive: boolean, missingMs: number): Front {
    const { fallback, branding } = this.configuration;
    if (!this.conductor.scene) return 'closed';
    if (isLive) return 'live';
    const isHeldEnough = missingMs > fallback.holdS * 1000;
    const hasClip = fallback.clip !== undefined && !this.clipFailed;
    // The built-in card is for who has nothing better.
    const isBare = !hasClip && fallback.card === undefined && branding.logo === undefined;
    if (this.last.hasPicture && (isBare || !isHeldEnough)) return 'held';
    return hasClip ? 'clip' : 'card';
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
      ${words ? html`<span lang=${words.lang} dir="auto">${words.text}</span>` : nothing}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-kiosk-picture': VtKioskPicture;
  }
}
