import { msg, str } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ClassLabel } from '#core/labels.ts';
import { toErrorData, type ErrorData } from '#core/errors/vitrine-error.ts';
import { MOST_FRAMES, ResultLog, type LogHeader } from '../../app/result-log.ts';
import { saveFile } from '../../app/save-file.ts';
import { SessionController } from '../../controllers/session-controller.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { formatCount, plural } from '../../text/format.ts';
import { StageStream } from '../stage/stage-stream.ts';
import type { VtStage } from '../stage/vt-stage.ts';
import { captureStyles } from './capture.styles.ts';
import './vt-masks.ts';
import './vt-walk.ts';
import { VideoRecorder } from './video-recorder.ts';

interface Recording {
  stream: StageStream;
  recorder: VideoRecorder;
  startMs: number;
}

/** Saves what a stage shows: a picture, a video, or the results as data. Everything stays in this browser. */
@customElement('vt-capture')
export class VtCapture extends LitElement {
  static override styles = [controlStyles, captureStyles];

  @property({ attribute: false }) stage: VtStage | undefined;
  /** Classes of the model that runs. */
  @property({ attribute: false }) labels: readonly ClassLabel[] = [];
  @state() private withResults = true;
  @state() private recording: Recording | undefined;
  @state() private log: ResultLog | undefined;
  @state() private error: ErrorData | undefined;

  constructor() {
    super();
    new SessionController(this);
  }

  get session() {
    return this.stage?.session;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.recording?.stream.stop();
    this.recording = undefined;
    this.log?.stop();
  }

  override render() {
    const isIdle = this.session?.state.source.status !== 'live';
    return html`<label
        class="switch"
        title=${msg('Boxes, names, lines and zones are painted into the picture; colours and mattes always are.')}
      >
        <input
          type="checkbox"
          .checked=${this.withResults}
          ?disabled=${this.recording !== undefined}
          @change=${(event: Event) => (this.withResults = (event.currentTarget as HTMLInputElement).checked)}
        />
        ${msg('With what was found painted in')}
      </label>
      <div class="buttons">
        <button
          type="button"
          title=${msg('Saves the picture as a PNG file of this device.')}
          ?disabled=${isIdle}
          @click=${this.act(() => this.savePicture())}
        >
          ${msg('Save the picture')}
        </button>
        <button
          type="button"
          ?disabled=${isIdle && !this.recording}
          aria-pressed=${this.recording !== undefined}
          title=${msg('Records what the stage shows, without sound, into a file of this browser.')}
          @click=${this.act(() => (this.recording ? this.stopVideo() : this.startVideo()))}
        >
          ${this.recording ? msg(str`Stop recording (${this.seconds} s)`) : msg('Record a video')}
        </button>
      </div>
      ${this.renderLog(isIdle)}
      ${
        this.stage?.kind === 'label-map' || this.stage?.kind === 'alpha-matte'
          ? html`<vt-masks .session=${this.session} .header=${this.header}></vt-masks>`
          : nothing
      }
      <vt-walk .session=${this.session}></vt-walk>
      ${this.error ? html`<vt-notice .error=${this.error}></vt-notice>` : nothing}`;
  }

  private renderLog(isIdle: boolean): TemplateResult {
    const { log } = this;
    if (!log) {
      return html`<div class="buttons">
        <button
          type="button"
          ?disabled=${isIdle}
          title=${msg('Keeps the figures of every frame, never the pictures, to be saved as data.')}
          @click=${() => this.session && (this.log = new ResultLog(this.session))}
        >
          ${msg('Keep results as data')}
        </button>
      </div>`;
    }
    const frames = formatCount(log.length);
    return html`<p class="hint">
        ${log.isFull ? msg(str`${formatCount(MOST_FRAMES)} frames are kept, and no more fit.`) : plural(log.length, { one: msg(str`${frames} frame kept so far.`), other: msg(str`${frames} frames kept so far.`) })}
      </p>
      <div class="buttons">
        <button
          type="button"
          @click=${() => saveFile(log.toJsonLines(this.header), 'vitrine-results', 'jsonl')}
        >
          ${msg('Save as JSON lines')}
        </button>
        ${
          this.stage?.kind === 'boxes'
            ? html`<button
                type="button"
                @click=${() => saveFile(log.toCoco(this.header), 'vitrine-coco', 'json')}
              >
                ${msg('Save as COCO JSON')}
              </button>`
            : nothing
        }
        <button type="button" @click=${this.dropLog}>${msg('Stop and forget')}</button>
      </div>`;
  }

  private get seconds(): number {
    return this.recording ? Math.floor((performance.now() - this.recording.startMs) / 1000) : 0;
  }

  private get header(): LogHeader {
    const { source, model } = this.session?.state ?? {};
    return {
      model: model?.settings?.model ?? '',
      variant: model?.settings?.variant ?? '',
      source: source?.kind ?? '',
      labels: this.labels,
    };
  }

  private async savePicture(): Promise<void> {
    if (!this.stage) return;
    saveFile(await this.stage.snapshot({ results: this.withResults }), 'vitrine', 'png');
  }

  private startVideo(): void {
    if (!this.stage) return;
    const stream = new StageStream(this.stage, { results: this.withResults });
    try {
      this.recording = { stream, recorder: new VideoRecorder(stream.stream), startMs: performance.now() };
    } catch (error) {
      stream.stop();
      throw error;
    }
  }

  private async stopVideo(): Promise<void> {
    const { recording } = this;
    this.recording = undefined;
    if (!recording) return;
    const { video, extension } = await recording.recorder.stop().finally(() => recording.stream.stop());
    saveFile(video, 'vitrine', extension);
  }

  private readonly dropLog = (): void => {
    this.log?.stop();
    this.log = undefined;
  };

  /** What fails is said where the button is. */
  private act(run: () => void | Promise<void>) {
    return () => {
      this.error = undefined;
      new Promise<void>((resolve) => resolve(run())).catch(
        (thrown: unknown) => (this.error = toErrorData(thrown)),
      );
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-capture': VtCapture;
  }
}
