import { LitElement, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Neighbour } from '#kiosk/beside.ts';
import type { Conductor, KioskSession } from '#kiosk/conductor.ts';
import type { Configuration } from '#kiosk/configuration.ts';
import type { Supervisor } from '#kiosk/supervisor.ts';
import type { VtStage } from '../../components/stage/vt-stage.ts';
import { wordsAt } from './rotation.ts';
import './vt-kiosk-exit.ts';
import type { VtKioskExit } from './vt-kiosk-exit.ts';
import './vt-kiosk-picture.ts';
import type { Front, VtKioskPicture } from './vt-kiosk-picture.ts';
import { kioskStyles } from './vt-kiosk.styles.ts';

/** The wall: the scene's picture, further ones beside it, and over them the exhibitor's words, logo and privacy notice. */
@customElement('vt-kiosk')
export class VtKiosk extends LitElement {
  static override styles = kioskStyles;

  @property({ attribute: false }) configuration!: Configuration;
  @property({ attribute: false }) session!: KioskSession;
  @property({ attribute: false }) supervisor!: Supervisor;
  @property({ attribute: false }) conductor!: Conductor;
  /** What the scene shows beside its own picture. */
  @property({ attribute: false }) neighbours: readonly Neighbour[] = [];
  @query('vt-kiosk-picture') private picture!: VtKioskPicture;
  @query('vt-kiosk-exit') private exit!: VtKioskExit;

  /** What is in front of the scene's own picture now. */
  get front(): Front {
    return this.hasUpdated ? this.picture.front : 'card';
  }

  /** Where the scene's own live picture is. */
  get stage(): VtStage {
    return this.picture.stage;
  }

  /** All pictures on the wall, the scene's own first. */
  get pictures(): readonly VtKioskPicture[] {
    return [...this.renderRoot.querySelectorAll('vt-kiosk-picture')];
  }

  override render() {
    const { configuration, conductor, front } = this;
    const { branding, orientation } = configuration;
    const isUpright = orientation === 90 || orientation === 270;
    const pictures = [{ session: this.session, conductor }, ...this.neighbours];
    return html`<main class="wall ${isUpright ? 'upright' : ''}">
        <div class="pictures ${conductor.scene?.layout ?? ''}" data-count=${pictures.length}>
          ${repeat(
            pictures,
            ({ session }) => session,
            (one) =>
              html`<vt-kiosk-picture
                .configuration=${configuration}
                .session=${one.session}
                .conductor=${one.conductor}
              ></vt-kiosk-picture>`,
          )}
        </div>
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
    for (const picture of this.pictures) picture.look();
    this.requestUpdate();
  }

  /** Keeps what is on the screen now: it is about to change. */
  hold(): void {
    this.picture.hold();
  }

  openExit(): void {
    this.exit.open();
  }

  private renderWords() {
    const now = performance.now();
    const card =
      this.front === 'live' || this.front === 'held'
        ? wordsAt(this.conductor.scene?.cards ?? [], now)
        : undefined;
    const privacy = wordsAt([this.configuration.privacyNotice], now);
    return html`${card ? html`<p class="words" lang=${card.lang} dir="auto">${card.text}</p>` : nothing}
    ${privacy ? html`<p class="privacy" lang=${privacy.lang} dir="auto">${privacy.text}</p>` : nothing}`;
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
