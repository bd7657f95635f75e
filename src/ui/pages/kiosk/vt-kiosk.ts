import { LitElement, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Neighbour } from '#kiosk/beside.ts';
import type { Conductor, KioskSession } from '#kiosk/conductor.ts';
import type { Configuration } from '#kiosk/configuration.ts';
import type { Supervisor } from '#kiosk/supervisor.ts';
import type { VtStage } from '../../components/stage/vt-stage.ts';
import { FormerWall } from './former-wall.ts';
import { wordsAt, type Words } from './rotation.ts';
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
  @query('.pictures') private area!: HTMLElement;
  @query('vt-kiosk-exit') private exit!: VtKioskExit;
  private readonly former = new FormerWall();

  /** What is in front of the scene's own picture now. */
  get front(): Front {
    return this.hasUpdated ? this.picture.front : 'card';
  }

  /** What the scene's cards say now; nothing where a card stands in place of the picture. */
  get words(): Words | undefined {
    const isPicture = this.front === 'live' || this.front === 'held';
    return isPicture ? wordsAt(this.conductor.scene?.cards ?? [], performance.now()) : undefined;
  }

  /** What must be said of privacy, whatever is in front. */
  get privacy(): Words | undefined {
    return wordsAt([this.configuration.privacyNotice], performance.now());
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
        <div
          class="former ${this.former.isShown ? '' : 'gone'} ${conductor.scene?.transition === 'fade' ? 'fades' : ''}"
        >
          ${this.former.canvas}
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
    const { pictures } = this;
    for (const picture of pictures) picture.look();
    this.former.look(pictures, this.configuration.fallback.holdS * 1000);
    this.requestUpdate();
  }

  /** Keeps the picture of a session as it is on the screen now: it is about to change. */
  hold(session: KioskSession): void {
    this.pictures.find((picture) => picture.session === session)?.hold();
  }

  /** Keeps the whole wall as it is now: another scene is about to begin. */
  holdAll(): void {
    this.picture.hold();
    const { scene: next } = this.supervisor;
    const isAlone = this.neighbours.length === 0 && !next.beside;
    // The same scene on another engine leaves its neighbours where they are.
    if (isAlone || next === this.conductor.scene) return;
    const { offsetWidth: width, offsetHeight: height } = this.area;
    this.former.take(this.pictures, { width, height });
    this.requestUpdate();
  }

  openExit(): void {
    this.exit.open();
  }

  private renderWords() {
    const { words: card, privacy } = this;
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
