import { LitElement, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { FrameReport } from '#core/frame-report.ts';
import type { ClassLabel } from '#core/labels.ts';
import { defaultLook, type Look } from '#core/look.ts';
import type { ResultKind } from '#core/result.ts';
import type { Session } from '#session/session-state.ts';
import { SessionController } from '../../controllers/session-controller.ts';
import { VtFileOpenEvent } from '../../events/vt-file-open.ts';
import { containedIn, type OverlayElement, type OverlayInput } from '../../overlays/overlay.ts';
import { overlayOf } from '../../overlays/overlays.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { describeResult } from '../../text/describe-result.ts';
import { UNTRAINED } from '../../text/untrained.ts';
import { stageStyles } from './vt-stage.styles.ts';
import { paintCaption } from './paint-caption.ts';
import { paintOver } from './paint-over.ts';
import { renderStatus } from './stage-status.ts';
import { renderTools } from './stage-tools.ts';

/**
 * The picture with what was found in it: the worker draws the canvas, overlays found by result kind lie on top.
 * @slot welcome - shown while no source was chosen
 * @slot message - said over the picture
 * @slot over - laid over the picture and its results
 */
@customElement('vt-stage')
export class VtStage extends LitElement {
  static override styles = [controlStyles, stageStyles];

  @property({ attribute: false }) session: Session | undefined;
  /** Kind and classes of the model whose results are shown; undefined: bare frames. */
  @property({ attribute: false }) kind: ResultKind | undefined;
  @property({ attribute: false }) labels: readonly ClassLabel[] = [];
  @property({ attribute: false }) look: Look = defaultLook;
  /** The picture and its results alone: no words about the session, no tools. */
  @property({ type: Boolean, reflect: true }) bare = false;

  @query('canvas') private canvas!: HTMLCanvasElement;
  @query('.overlay') private layer!: HTMLElement | null;
  private readonly live = new SessionController(this, (report) => this.showResult(report));
  private attached: Session | undefined;
  private overlay: { kind: ResultKind; element: OverlayElement } | undefined;
  private readonly resized = new ResizeObserver(() => this.showResult(this.live.newest));

  override connectedCallback(): void {
    super.connectedCallback();
    this.resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resized.disconnect();
  }

  override render() {
    const state = this.session?.state;
    const empty = !state || state.source.status === 'none';
    // The canvas has no bindings: the session owns it and may put another in its place.
    return html`
      <div class="picture" @dragover=${allowDrop} @drop=${this.takeDrop}>
        <div class="canvas"><canvas role="img" aria-label="Live picture with results drawn in"></canvas></div>
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

  async toggleFullscreen(): Promise<void> {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await this.requestFullscreen();
  }

  /** The picture as shown, with boxes and labels painted in. */
  async snapshot(): Promise<Blob> {
    if (!this.session) throw new TypeError('snapshot: session must be set');
    const input = this.inputOf(this.live.newest);
    const picture = await this.session.snapshot();
    const overlay = input && this.overlayFor(input.summary.kind);
    const { showsFiller } = this;
    if (!overlay?.paint && !showsFiller) return picture;
    return paintOver(picture, (context, viewport) => {
      if (input) overlay?.paint?.(context, { ...input, viewport });
      if (showsFiller) paintCaption(context, viewport, UNTRAINED);
    });
  }

  private readout(): string {
    const summary = this.inputOf(this.live.newest)?.summary;
    if (!summary) return '';
    const said = describeResult(summary, this.labels, this.look.hiddenClasses);
    return this.showsFiller ? `${UNTRAINED} · ${said}` : said;
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
    return { summary, frame, atMs, labels, look, viewport };
  }

  private showResult(report: FrameReport | undefined): void {
    if (!this.hasUpdated) return;
    const input = this.inputOf(report);
    if (input) this.overlayFor(input.summary.kind).show(input);
    else this.overlay?.element.clear();
  }

  private overlayFor(kind: ResultKind): OverlayElement {
    if (this.overlay?.kind !== kind) {
      const element = document.createElement(overlayOf(kind).tag) as OverlayElement;
      this.layer?.replaceChildren(element);
      this.overlay = { kind, element };
    }
    return this.overlay.element;
  }

  private readonly takeDrop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    this.dispatchEvent(new VtFileOpenEvent(file));
  };
}

function allowDrop(event: DragEvent): void {
  if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-stage': VtStage;
  }
}
