import { msg } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, queryAssignedElements } from 'lit/decorators.js';
import type { FrameReport } from '#core/frame-report.ts';
import type { Size, UnitPoint } from '#core/geometry.ts';
import type { ClassLabel } from '#core/labels.ts';
import { defaultLook, type Look } from '#core/look.ts';
import type { ResultKind } from '#core/result.ts';
import type { Session } from '#session/session-state.ts';
import { ResizeController } from '../../controllers/resize-controller.ts';
import { SessionController } from '../../controllers/session-controller.ts';
import { VtFileOpenEvent } from '../../events/vt-file-open.ts';
import {
  containedIn,
  type OverlayElement,
  type OverlayInput,
  type OverlayModule,
  type Viewport,
} from '../../overlays/overlay.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import type { describeResult } from '../../text/describe-result.ts';
import { untrainedMark } from '../../text/untrained.ts';
import { stageStyles } from './vt-stage.styles.ts';
import { paintCaption } from './paint-caption.ts';
import { paintOver } from './paint-over.ts';
import type { StageStream } from './stage-stream.ts';
import { renderStatus } from './stage-status.ts';
import { renderTools } from './stage-tools.ts';

/**
 * The picture with what was found in it: the worker draws the canvas, overlays found by result kind lie on top.
 * @slot welcome - shown while no source was chosen
 * @slot message - said over the picture
 * @slot over - laid over the picture and its results; what has a `paint(context, viewport)` is in saved pictures, too
 * @fires {VtFileOpenEvent} vt-file-open - a person dropped a file on the picture
 * @fires {VtLookChangeEvent} vt-look-change - a person pressed a tool that changes the look
 * @fires {VtPauseChangeEvent} vt-pause-change - a person wants the picture to stand still, or to go on
 * @fires {VtSnapshotEvent} vt-snapshot - a person wants the picture saved
 * @fires {VtRetryEvent} vt-retry - a person wants a failed source or model tried again
 * @fires {VtModelLoadCancelEvent} vt-model-load-cancel - a person does not want to wait for the model
 * @fires {VtSourceChangeEvent} vt-source-change - a person chose another source where one had failed
 * @fires {VtSourceStopEvent} vt-source-stop - a person wants the source closed
 */
@customElement('vt-stage')
export class VtStage extends LitElement {
  static override styles = [controlStyles, stageStyles];

  /** Whose frames and results are shown; `createSession` makes one. */
  @property({ attribute: false }) session: Session | undefined;
  /** Kind and classes of the model whose results are shown; undefined: bare frames. */
  @property({ attribute: false }) kind: ResultKind | undefined;
  /** The model's classes, as `describeModel` says them. */
  @property({ attribute: false }) labels: readonly ClassLabel[] = [];
  /** How results are drawn. */
  @property({ attribute: false }) look: Look = defaultLook;
  /** The picture and its results alone: no words about the session, no tools. */
  @property({ type: Boolean, reflect: true }) bare = false;

  /** Classes are not named where a person points: who shows the stage does it, or nobody shall. */
  @property({ type: Boolean, attribute: 'no-pointing' }) noPointing = false;

  @query('canvas') private canvas!: HTMLCanvasElement;
  @query('.overlay') private layer!: HTMLElement | null;
  @queryAssignedElements({ slot: 'over' }) private laidOver!: Element[];
  private readonly live = new SessionController(this, (report) => this.showResult(report));
  private attached: Session | undefined;
  /** Loaded with the first result: the first page shows none. */
  private overlays: Promise<void> | undefined;
  private overlayOf: ((kind: ResultKind) => OverlayModule) | undefined;
  private describe: typeof describeResult | undefined;
  private overlay: { kind: ResultKind; element: OverlayElement } | undefined;

  constructor() {
    super();
    new ResizeController(this, () => this.showResult(this.live.newest));
  }

  override render() {
    const state = this.session?.state;
    const empty = !state || state.source.status === 'none';
    // The canvas has no bindings: the session owns it and may put another in its place.
    return html`
      <div class="picture" @dragover=${allowDrop} @drop=${this.takeDrop}>
        <div class="canvas">
          <canvas role="img" aria-label=${msg('Live picture with results drawn in')}></canvas>
        </div>
        <div class="overlay"></div>
        <slot name="over"></slot>
        ${this.bare ? nothing : empty ? html`<slot name="welcome"></slot>` : renderStatus(state)}
      </div>
      ${
        empty || this.bare
          ? nothing
          : html`<footer>
              <p class="readout">${this.readout()}</p>
              ${renderTools(this, state, this.look)}
            </footer>`
      }
    `;
  }

  override updated(): void {
    if (this.session && this.session !== this.attached) {
      this.attached = this.session;
      // Failures are the session's to tell, by its state.
      this.session.attachCanvas(this.canvas).catch(() => undefined);
    }
    this.showResult(this.live.newest);
  }

  /** Rejects where the browser does not allow it. */
  async toggleFullscreen(): Promise<void> {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await this.requestFullscreen();
  }

  /** The picture as shown; with what was found painted in, unless told otherwise. */
  async snapshot({ results } = { results: true }): Promise<Blob> {
    if (!this.session) throw new TypeError('snapshot: session must be set');
    const marks = this.marks(results);
    const picture = await this.session.snapshot();
    if (marks.length === 0) return picture;
    return paintOver(picture, (context, viewport) => marks.forEach((paint) => paint(context, viewport)));
  }

  /** Of what `paint` paints, in pixels; undefined before the first picture. */
  get pictureSize(): Size | undefined {
    return this.live.newest?.frame;
  }

  /** Paints what is shown now at the picture's own size. */
  paint(context: CanvasRenderingContext2D, { results }: { results: boolean }): void {
    const { pictureSize } = this;
    // The session may have put another canvas in place of the first.
    const canvas = this.renderRoot.querySelector('canvas');
    if (!pictureSize || !canvas) return;
    const { width, height } = pictureSize;
    context.drawImage(canvas, 0, 0, width, height);
    for (const paint of this.marks(results)) paint(context, { left: 0, top: 0, width, height });
  }

  /** What is shown, as a stream for calls and recorders of other pages; end it by `stop`. */
  async captureStream(options = { results: true }): Promise<StageStream> {
    const { StageStream } = await import('./stage-stream.ts');
    return new StageStream(this, options);
  }

  /** What is to be painted into a picture that leaves the page. That weights are filler must be among it. */
  private marks(results: boolean): ((context: CanvasRenderingContext2D, viewport: Viewport) => void)[] {
    const marks: ((context: CanvasRenderingContext2D, viewport: Viewport) => void)[] = [];
    const input = this.inputOf(this.live.newest);
    const overlay = input && this.overlayFor(input.summary.kind);
    if (results && input && overlay?.paint)
      marks.push((context, viewport) => overlay.paint?.(context, { ...input, viewport }));
    for (const element of results ? this.laidOver : []) {
      if (isPainted(element)) marks.push((context, viewport) => element.paint(context, viewport));
    }
    if (this.showsFiller) marks.push((context, viewport) => paintCaption(context, viewport, untrainedMark()));
    return marks;
  }

  private readout(): string {
    const summary = this.inputOf(this.live.newest)?.summary;
    if (!summary || !this.describe) return '';
    const said = this.describe(summary, this.labels, this.look.hiddenClasses);
    return this.showsFiller ? `${untrainedMark()} · ${said}` : said;
  }

  private get showsFiller(): boolean {
    return this.session?.state.model.file?.trained === false;
  }

  /** What overlays draw of a frame; undefined for bare frames and for results of a model that is gone. */
  private inputOf(report: FrameReport | undefined): OverlayInput | undefined {
    const { layer, labels, look } = this;
    if (!report?.summary || report.summary.kind !== this.kind) return undefined;
    const { summary, frame, atMs } = report;
    const viewport = containedIn(frame, { width: layer?.clientWidth ?? 0, height: layer?.clientHeight ?? 0 });
    const classAt = this.noPointing ? undefined : this.classAt;
    return { summary, frame, atMs, labels, look, viewport, classAt };
  }

  private readonly classAt = async (point: UnitPoint) => this.session?.classAt(point);

  private showResult(report: FrameReport | undefined): void {
    if (!this.hasUpdated) return;
    const input = this.inputOf(report);
    if (input) this.overlayFor(input.summary.kind)?.show(input);
    else this.overlay?.element.clear();
  }

  private overlayFor(kind: ResultKind): OverlayElement | undefined {
    if (!this.overlayOf) {
      this.overlays ??= this.loadOverlays();
      return undefined;
    }
    if (this.overlay?.kind !== kind) {
      const element = document.createElement(this.overlayOf(kind).tag) as OverlayElement;
      this.layer?.replaceChildren(element);
      this.overlay = { kind, element };
    }
    return this.overlay.element;
  }

  private async loadOverlays(): Promise<void> {
    const loaded = [import('../../overlays/overlays.ts'), import('../../text/describe-result.ts')] as const;
    const [{ overlayOf }, { describeResult }] = await Promise.all(loaded);
    this.overlayOf = overlayOf;
    this.describe = describeResult;
    this.requestUpdate();
    this.showResult(this.live.newest);
  }

  private readonly takeDrop = (event: DragEvent): void => {
    const [file, ...others] = event.dataTransfer?.files ?? [];
    if (!file) return;
    event.preventDefault();
    this.dispatchEvent(new VtFileOpenEvent(file, others));
  };
}

/** An element that can paint itself into a picture. */
interface Painted extends Element {
  paint(context: CanvasRenderingContext2D, viewport: Viewport): void;
}

function isPainted(element: Element): element is Painted {
  return 'paint' in element;
}

function allowDrop(event: DragEvent): void {
  if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-stage': VtStage;
  }
}
