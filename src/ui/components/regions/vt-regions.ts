import { msg, str } from '@lit/localize';
import { LitElement, html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Region } from '#core/counting/regions.ts';
import type { UnitPoint } from '#core/geometry.ts';
import type { Session } from '#session/session-state.ts';
import type { Counting } from '../../app/counting.ts';
import { FollowController } from '../../controllers/follow-controller.ts';
import { ResizeController } from '../../controllers/resize-controller.ts';
import { SessionController } from '../../controllers/session-controller.ts';
import { VtRegionsChangeEvent } from '../../events/vt-regions-change.ts';
import { containedIn, type Viewport } from '../../overlays/overlay.ts';
import { paintRegion } from './paint-region.ts';
import { middleOf, moved, newRegion, withCorner, without, type Grip } from './edit-regions.ts';
import {
  centreOf,
  countWords,
  inArrow,
  regionName,
  toFrame,
  toStage,
  type StagePoint,
} from './place-regions.ts';
import { regionsStyles } from './vt-regions.styles.ts';

/** Parts of the frame that an arrow key moves by; with shift a tenth. */
const STEP = 0.02;
const ways: Record<string, UnitPoint> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
};

/**
 * Lines and zones over the picture, with what was counted there. They are drawn and moved by mouse, touch and keys.
 *
 * @fires vt-regions-change - when a person lets go of what they drew or moved
 */
@customElement('vt-regions')
export class VtRegions extends LitElement {
  static override styles = regionsStyles;

  @property({ attribute: false }) session: Session | undefined;
  @property({ attribute: false }) counting: Counting | undefined;
  @property({ attribute: false }) regions: readonly Region[] = [];
  /** The picture is shown flipped left to right. */
  @property({ type: Boolean }) mirror = false;

  /** What a person has in hand and has not let go of. */
  @state() private draft: readonly Region[] | undefined;
  @state() private drawing: Region['kind'] | undefined;
  private from: UnitPoint | undefined;
  private readonly live = new SessionController(this);

  constructor() {
    super();
    new ResizeController(this);
    new FollowController(this, () => this.counting, ['change']);
  }

  /** Lets the person draw one with the pointer: from where they press to where they let go. */
  draw(kind: Region['kind']): void {
    this.drawing = kind;
  }

  /** Puts one in the middle and gives it the focus, to be moved by keys. */
  async add(kind: Region['kind']): Promise<void> {
    const region = newRegion(kind, this.regions);
    this.commit([...this.regions, region]);
    await this.updateComplete;
    this.renderRoot.querySelector<SVGElement>(`[data-region="${kind} ${region.id}"]`)?.focus();
  }

  override render() {
    const regions = this.draft ?? this.regions;
    if (regions.length === 0 && !this.drawing) return nothing;
    const { viewport } = this;
    return html`<svg
        role="group"
        aria-label=${msg('Lines and zones')}
        class=${this.drawing ? 'drawing' : ''}
        @pointerdown=${this.start}
        @pointermove=${this.stretch}
        @pointerup=${this.finish}
        @pointercancel=${this.cancel}
      >
        ${regions.map((region) => this.renderRegion(region, viewport))}
      </svg>
      ${
        this.drawing
          ? html`<p role="status">
              ${
                this.drawing === 'line'
                  ? msg('Press on the picture, pull the line, let go. Who crosses it is counted.')
                  : msg('Press at one corner of the zone, pull to the other, let go.')
              }
            </p>`
          : nothing
      }`;
  }

  /** Paints lines and zones with their counts into a picture that is saved. */
  paint(context: CanvasRenderingContext2D, viewport: Viewport): void {
    const size = Math.max(12, Math.round(viewport.height / 30));
    for (const region of this.regions) {
      const corners = region.points.map((point) => toStage(point, viewport, this.mirror));
      const counts = this.counting?.counts.find(({ kind, id }) => kind === region.kind && id === region.id);
      const centre = toStage(centreOf(region.points), viewport, this.mirror);
      paintRegion(context, corners, centre, `${regionName(region)}: ${countWords(counts)}`, size);
    }
  }

  private renderRegion(region: Region, viewport: Viewport): TemplateResult {
    const place = (point: UnitPoint) => toStage(point, viewport, this.mirror);
    const corners = region.points.map(place);
    const outline = corners.map(({ x, y }) => `${x},${y}`).join(' ');
    const centre = place(centreOf(region.points));
    const counts = this.counting?.counts.find(({ kind, id }) => kind === region.kind && id === region.id);
    const isZone = region.kind === 'zone';
    const arrow = isZone ? [] : inArrow(region, viewport, this.mirror);
    return svg`
      ${isZone ? svg`<polygon class="area" points=${outline} />` : nothing}
      ${isZone ? svg`<polygon class="shade" points=${outline} />` : svg`<polyline class="shade" points=${outline} />`}
      ${isZone ? svg`<polygon class="edge" points=${outline} />` : svg`<polyline class="edge" points=${outline} />`}
      <polygon class="in" points=${arrow.map(({ x, y }) => `${x},${y}`).join(' ')} />
      <text x=${centre.x} y=${centre.y - 22}>${regionName(region)}: ${countWords(counts)}</text>
      ${isZone ? region.points.map((_, index) => this.renderMiddle(region, index, place)) : nothing}
      ${this.renderGrip(region, 'whole', centre)}
      ${corners.map((corner, index) => this.renderGrip(region, index, corner))}`;
  }

  private renderGrip(region: Region, grip: Grip, { x, y }: StagePoint): TemplateResult {
    const at = grip === 'whole' ? centreOf(region.points) : (region.points[grip] ?? { x: 0, y: 0 });
    const [across, down] = [Math.round(100 * at.x), Math.round(100 * at.y)];
    const name = regionName(region);
    const part = grip === 'whole' ? msg(str`${name}, the whole`) : msg(str`${name}, point ${grip + 1}`);
    return svg`<g
      class="grip"
      role="button"
      tabindex="0"
      data-region=${grip === 'whole' ? nothing : `${region.kind} ${region.id}`}
      aria-label=${msg(str`${part}: ${across} % across, ${down} % down. Arrow keys move it, Delete removes it.`)}
      @pointerdown=${(event: PointerEvent) => this.hold(event, region, grip)}
      @keydown=${(event: KeyboardEvent) => this.takeKey(event, region, grip)}
      @keyup=${this.settle}
      @blur=${this.settle}
    >
      <circle class="reach" cx=${x} cy=${y} r="20" />
      ${
        grip === 'whole'
          ? svg`<rect class="knob" x=${x - 6} y=${y - 6} width="12" height="12" rx="2" />`
          : svg`<circle class="knob" cx=${x} cy=${y} r="7" />`
      }
    </g>`;
  }

  /** Between two corners of a zone: pulled, it becomes a corner. Keys add one by "+" on the corner before. */
  private renderMiddle(
    zone: Region & { kind: 'zone' },
    index: number,
    place: (point: UnitPoint) => StagePoint,
  ): TemplateResult {
    const { x, y } = place(middleOf(zone.points, index));
    return svg`<g
      class="grip middle"
      aria-hidden="true"
      @pointerdown=${(event: PointerEvent) => {
        this.draft = withCorner(this.regions, zone, index);
        const fresh = this.draft.find(({ kind, id }) => kind === 'zone' && id === zone.id);
        if (fresh) this.hold(event, fresh, index + 1);
      }}
    ><circle class="reach" cx=${x} cy=${y} r="14" /><circle class="knob" cx=${x} cy=${y} r="4" /></g>`;
  }

  private get viewport(): Viewport {
    const frame = this.live.newest?.frame ?? this.session?.state.source.size ?? { width: 16, height: 9 };
    return containedIn(frame, { width: this.clientWidth, height: this.clientHeight });
  }

  private pointOf(event: PointerEvent): UnitPoint {
    const box = this.getBoundingClientRect();
    return toFrame({ x: event.clientX - box.left, y: event.clientY - box.top }, this.viewport, this.mirror);
  }

  /** Moves that part with the pointer until it is let go. */
  private hold(event: PointerEvent, region: Region, grip: Grip): void {
    event.stopPropagation();
    const handle = event.currentTarget as SVGElement;
    const before = this.draft ?? this.regions;
    const start = this.pointOf(event);
    handle.setPointerCapture(event.pointerId);
    const release = new AbortController();
    const { signal } = release;
    const move = (next: PointerEvent) => {
      const { x, y } = this.pointOf(next);
      this.draft = moved(before, region, grip, { x: x - start.x, y: y - start.y });
    };
    const end = () => {
      release.abort();
      this.settle();
    };
    handle.addEventListener('pointermove', move, { signal });
    handle.addEventListener('pointerup', end, { signal });
    handle.addEventListener('pointercancel', end, { signal });
  }

  private takeKey(event: KeyboardEvent, { kind, id }: Region, grip: Grip): void {
    const way = ways[event.key];
    const regions = this.draft ?? this.regions;
    // Keys may come faster than pictures: what is drawn can be older than what is in hand.
    const region = regions.find((one) => one.kind === kind && one.id === id);
    if (!region) return;
    if (way) {
      const size = event.shiftKey ? 0.1 : 1;
      // A mirror turns left and right round on the screen.
      const by = { x: way.x * size * (this.mirror ? -1 : 1), y: way.y * size };
      this.draft = moved(regions, region, grip, by);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      this.commit(without(regions, region, grip));
    } else if (event.key === '+' && region.kind === 'zone' && grip !== 'whole') {
      this.commit(withCorner(regions, region, grip));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private readonly start = (event: PointerEvent): void => {
    if (!this.drawing) return;
    this.from = this.pointOf(event);
    (event.currentTarget as SVGElement).setPointerCapture(event.pointerId);
  };

  private readonly stretch = (event: PointerEvent): void => {
    if (!this.drawing || !this.from) return;
    this.draft = [...this.regions, newRegion(this.drawing, this.regions, this.from, this.pointOf(event))];
  };

  private readonly finish = (event: PointerEvent): void => {
    const { drawing, from } = this;
    if (!drawing || !from) return;
    this.cancel();
    this.commit([...this.regions, newRegion(drawing, this.regions, from, this.pointOf(event))]);
  };

  private readonly cancel = (): void => {
    this.draft = undefined;
    this.drawing = undefined;
    this.from = undefined;
  };

  private readonly settle = (): void => {
    if (this.draft && !this.drawing) this.commit(this.draft);
  };

  private commit(regions: readonly Region[]): void {
    this.draft = undefined;
    this.dispatchEvent(new VtRegionsChangeEvent(regions));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-regions': VtRegions;
  }
}
