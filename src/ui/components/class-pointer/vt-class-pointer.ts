import { msg } from '@lit/localize';
import { LitElement, html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Size, UnitPoint } from '#core/geometry.ts';
import { ResizeController } from '../../controllers/resize-controller.ts';
import { containedIn } from '../../overlays/overlay.ts';
import { PacedWords } from '../announcer/paced-words.ts';
import { toFrame, toStage, type StagePoint } from '../regions/place-regions.ts';
import type { PointedClass } from './pointed-class.ts';
import { classPointerStyles } from './vt-class-pointer.styles.ts';

/** Parts of the frame that an arrow key moves by; with shift a tenth. */
const STEP = 0.02;
const ways: Record<string, UnitPoint> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
};

/** What a held arrow key goes over is not said: only where it rests this long. */
const RESTS_MS = 400;
/** A lifted finger leaves its name to be read. */
const TOUCH_MS = 4000;

/** Radius of the crosshair's gap and length of its arms, in CSS pixels. */
const CROSS = { gap: 4, end: 14 };

/** Names the class under the pointer, the finger, or a crosshair that arrow keys move. Lies over the whole picture. */
@customElement('vt-class-pointer')
export class VtClassPointer extends LitElement {
  static override styles = classPointerStyles;

  /** Of the picture that is pointed at; it is shown whole and centred. */
  @property({
    attribute: false,
    hasChanged: (a?: Size, b?: Size) => a?.width !== b?.width || a?.height !== b?.height,
  })
  frame: Size | undefined;
  /** The picture is shown flipped left to right. */
  @property({ type: Boolean }) mirror = false;
  /** The classes at a point; empty where nothing is known. */
  @property({ attribute: false }) ask: ((point: UnitPoint) => Promise<readonly PointedClass[]>) | undefined;

  @state() private at: UnitPoint | undefined;
  @state() private by: 'mouse' | 'touch' | 'keys' = 'mouse';
  /** What was answered, and for which point: a slow worker answers when the pointer is elsewhere. */
  @state() private found: { at: UnitPoint; classes: readonly PointedClass[] } | undefined;
  @state() private said = '';
  private readonly words = new PacedWords();
  private asks: 'no' | 'yes' | 'again' = 'no';
  private resting: ReturnType<typeof setTimeout> | undefined;
  private leaving: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    new ResizeController(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leave();
  }

  override willUpdate(): void {
    if (!this.found) return;
    // Not as an attribute: the page's policy forbids those.
    const { x, y } = this.placeOf(this.found.at);
    this.style.setProperty('--x', `${x}px`);
    this.style.setProperty('--y', `${y}px`);
  }

  override render() {
    return html`<div
        class="layer"
        role="application"
        tabindex="0"
        aria-label=${msg('What is where: arrow keys move a crosshair, and the class under it is said')}
        @pointermove=${this.point}
        @pointerdown=${this.point}
        @pointerleave=${this.takeLeave}
        @keydown=${this.takeKey}
        @focus=${this.takeFocus}
        @blur=${this.leave}
      ></div>
      ${this.at && this.by !== 'mouse' ? this.renderCross(this.placeOf(this.at)) : nothing}
      ${this.found ? this.renderTip(this.found) : nothing}
      <p class="said" role="status">${this.said}</p>`;
  }

  /** The pointer is there, in the window's coordinates: for who lies above and gets its events. */
  readonly point = ({ clientX, clientY, pointerType }: PointerEvent): void => {
    clearTimeout(this.leaving);
    const box = this.getBoundingClientRect();
    const place = { x: clientX - box.left, y: clientY - box.top };
    const { left, top, width, height } = this.viewport;
    const isWithin = place.x >= left && place.x < left + width && place.y >= top && place.y < top + height;
    if (!isWithin) return this.leave();
    this.by = pointerType === 'touch' ? 'touch' : 'mouse';
    this.at = toFrame(place, this.viewport, this.mirror);
    void this.lookUp();
    if (this.by === 'touch') this.leaving = setTimeout(this.leave, TOUCH_MS);
  };

  /** Nobody points any more. */
  readonly leave = (): void => {
    clearTimeout(this.leaving);
    clearTimeout(this.resting);
    this.at = undefined;
    this.found = undefined;
    this.words.say('', -Infinity);
    this.said = '';
  };

  /** The picture is another: what is under the pointer may be, too. */
  refresh(): void {
    if (this.at) void this.lookUp();
  }

  private renderCross({ x, y }: StagePoint): TemplateResult {
    const { gap, end } = CROSS;
    const arms = [
      [-1, 0],
      [1, 0],
      [0, -1],
      [0, 1],
    ].map(([u = 0, v = 0]) => `M${x + u * gap} ${y + v * gap}L${x + u * end} ${y + v * end}`);
    return html`<svg aria-hidden="true">
      ${['shade', 'mark'].map((name) => svg`<path class=${name} d=${arms.join('')} />`)}
    </svg>`;
  }

  /** Beside the point, on the side where there is more room. */
  private renderTip({ at, classes }: NonNullable<VtClassPointer['found']>): TemplateResult {
    const { x, y } = this.placeOf(at);
    const sides = [x > this.clientWidth / 2 ? 'left' : '', y > this.clientHeight / 2 ? 'above' : ''];
    return html`<ul class="tip ${sides.join(' ')}" aria-hidden="true">
      ${classes.map(
        ({ name, colour }) =>
          html`<li>
            ${
              colour
                ? html`<svg viewBox="0 0 10 10">
                    <rect width="10" height="10" rx="2" fill="rgb(${colour.join(' ')})" />
                  </svg>`
                : nothing
            }${name}
          </li>`,
      )}
    </ul>`;
  }

  private get viewport() {
    const stage = { width: this.clientWidth, height: this.clientHeight };
    return containedIn(this.frame ?? { width: 0, height: 0 }, stage);
  }

  private placeOf(point: UnitPoint): StagePoint {
    return toStage(point, this.viewport, this.mirror);
  }

  /** One question at a time, and then again if anything changed meanwhile. */
  private async lookUp(): Promise<void> {
    if (this.asks !== 'no') return void (this.asks = 'again');
    do {
      this.asks = 'yes';
      const { at } = this;
      const classes = at ? await this.ask?.(at).catch(() => []) : [];
      // Who left meanwhile is told nothing.
      this.found = at && this.at && classes?.length ? { at, classes } : undefined;
      this.hear();
    } while ((this.asks as string) === 'again');
    this.asks = 'no';
  }

  /** What a pointer passes over is seen; only a crosshair is spoken for. */
  private hear(): void {
    if (this.by !== 'keys' || !this.found) return;
    this.words.hear(wordsOf(this.found.classes), performance.now());
    this.said = this.words.said;
  }

  private readonly takeFocus = (event: FocusEvent): void => {
    // A press of the mouse gives the focus, too, and has its own place.
    if ((event.currentTarget as HTMLElement).matches(':focus-visible')) this.moveBy({ x: 0, y: 0 });
  };

  private readonly takeKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const way = ways[event.key];
    if (way) {
      const size = event.shiftKey ? 0.1 : 1;
      // A mirror turns left and right round on the screen.
      this.moveBy({ x: way.x * size * (this.mirror ? -1 : 1), y: way.y * size });
    } else if (event.key === 'Escape' && this.at) this.leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private moveBy({ x, y }: UnitPoint): void {
    clearTimeout(this.leaving);
    clearTimeout(this.resting);
    const from = this.at ?? { x: 0.5, y: 0.5 };
    this.by = 'keys';
    this.at = { x: within(from.x + x), y: within(from.y + y) };
    this.resting = setTimeout(this.rest, RESTS_MS);
    void this.lookUp();
  }

  private readonly rest = (): void => {
    // A slow worker has not answered for this place yet: then the answer is waited for.
    const isAwaited = this.found?.at !== this.at && this.asks !== 'no';
    if (isAwaited) return void (this.resting = setTimeout(this.rest, RESTS_MS));
    this.words.say(wordsOf(this.found?.classes ?? []), performance.now());
    this.said = this.words.said;
  };

  /** A finger that was lifted has left as well: its name stays for as long as `point` said. */
  private readonly takeLeave = (): void => {
    if (this.by === 'mouse') this.leave();
  };
}

const within = (value: number): number => Math.min(1, Math.max(0, value));

const wordsOf = (classes: readonly PointedClass[]): string => classes.map(({ name }) => name).join(', ');

declare global {
  interface HTMLElementTagNameMap {
    'vt-class-pointer': VtClassPointer;
  }
}
