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
import { openSound, soundNames, type Sound } from './sound.ts';
import { VideoRecorder } from './video-recorder.ts';

interface Recording {
  stream: StageStream;
  recorder: VideoRecorder;
  startMs: number;
  sound: Sound;
}

/** Saves what a stage shows: a picture, a video, or the results as data. Everything stays in this browser. */
@customElement('vt-capture')
export class VtCapture extends LitElement {
  static override styles = [controlStyles, captureStyles];

  @property({ attribute: false }) stage: VtStage | undefined;
  /** Classes of the model that runs. */
  @property({ attribute: false }) labels: readonly ClassLabel[] = [];
  @state() private withResults = true;
  @state() private sound: Sound = 'none';
  @state() private recording: Recording | undefined;
  /** The browser asks for the microphone. */
  @state() private isAsking = false;
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
          ?disabled=${(isIdle && !this.recording) || this.isAsking}
          aria-pressed=${this.recording !== undefined}
          title=${msg('Records what the stage shows into a file of this browser.')}
          @click=${this.act(() => (this.recording ? this.stopVideo() : this.startVideo()))}
        >
          ${this.recording ? msg(str`Stop recording (${this.seconds} s)`) : msg('Record a video')}
        </button>
      </div>
      ${this.renderSound()} ${this.renderLog(isIdle)}
      ${
        this.stage?.kind === 'label-map' || this.stage?.kind === 'alpha-matte'
          ? html`<vt-masks .session=${this.session} .header=${this.header}></vt-masks>`
          : nothing
      }
      <vt-walk .session=${this.session}></vt-walk>
      ${this.error ? html`<vt-notice .error=${this.error}></vt-notice>` : nothing}`;
  }

  private renderSound(): TemplateResult {
    const isVideo = this.session?.state.source.kind === 'video';
    const offered: Sound[] = isVideo ? ['none', 'microphone', 'file'] : ['none', 'microphone'];
    const chosen = offered.includes(this.sound) ? this.sound : 'none';
    return html`<label class="field">
        ${msg('Sound of the video')}
        <select
          ?disabled=${this.recording !== undefined || this.isAsking}
          title=${msg('Nothing is heard unless you choose it; the browser asks for the microphone when you record.')}
          @change=${(event: Event) =>
            (this.sound = offered[(event.currentTarget as HTMLSelectElement).selectedIndex] ?? 'none')}
        >
          ${offered.map((sound) => html`<option ?selected=${sound === chosen}>${soundNames[sound]()}</option>`)}
        </select>
      </label>
      ${
        this.recording?.sound === 'microphone'
          ? html`<p class="listens" role="status">${msg('The microphone is recorded.')}</p>`
          : nothing
      }`;
  }

  private renderLog(isIdle: boolean): TemplateResult {
    const { log } = this;
    if (!log) {
      return html`<div class="buttons">
        <button
          type="button"
          ?disabled=${isIdle}
          title=${msg('Keeps the figures of every frame, never the pictures, to be saved as data.')}
          @click=${() => this.session && (this.log = new ResultLog(this.session, () => this.headerNow))}
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
        <button type="button" @click=${() => saveFile(log.toJsonLines(), 'vitrine-results', 'jsonl')}>
          ${msg('Save as JSON lines')}
        </button>
        ${
          this.stage?.kind === 'boxes'
            ? html`<button type="button" @click=${() => saveFile(log.toCoco(), 'vitrine-coco', 'json')}>
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

  /** Undefined while another model is opened: until it is there, results are the former one's. */
  private get headerNow(): LogHeader | undefined {
    return this.session?.state.model.status === 'ready' ? this.header : undefined;
  }

  private async savePicture(): Promise<void> {
    if (!this.stage) return;
    saveFile(await this.stage.snapshot({ results: this.withResults }), 'vitrine', 'png');
  }

  private async startVideo(): Promise<void> {
    const { stage, session } = this;
    if (!stage || !session) return;
    this.isAsking = true;
    // A file may have given way to a camera since it was chosen.
    const sound = this.sound === 'file' && session.state.source.kind !== 'video' ? 'none' : this.sound;
    const tracks = await openSound(sound, session).finally(() => (this.isAsking = false));
    const stream = new StageStream(stage, { results: this.withResults });
    for (const track of tracks) stream.stream.addTrack(track);
    try {
      if (!this.isConnected) return stream.stop();
      this.recording = {
        stream,
        recorder: new VideoRecorder(stream.stream),
        startMs: performance.now(),
        sound,
      };
      for (const track of tracks) track.addEventListener('ended', this.soundEnded);
    } catch (error) {
      stream.stop();
      throw error;
    }
  }

  /** Unplugged, taken away in the browser's own bar, or a file that gave way to another source: the picture is recorded on. */
  private readonly soundEnded = (): void => {
    if (!this.recording) return;
    this.error =
      this.recording.sound === 'microphone'
        ? { code: 'microphone-missing', message: 'The microphone stopped during the recording.' }
        : { code: 'silent-file', message: 'The file’s sound ended during the recording.' };
  };

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
