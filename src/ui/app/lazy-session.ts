/** A session whose code is loaded when a person first needs it: the first page stays light. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { UnitPoint } from '#core/geometry.ts';
import { defaultLook, type Look } from '#core/look.ts';
import type {
  MeterReading,
  ModelSettings,
  RelayedFrames,
  Session,
  SessionEvents,
  SessionState,
  SourceSettings,
} from '#session/session-state.ts';

/** What a session holds before anything was asked of it. */
export const idleState: SessionState = {
  phase: 'idle',
  recovery: undefined,
  machine: undefined,
  source: {
    status: 'none',
    kind: undefined,
    label: '',
    size: undefined,
    frameRate: undefined,
    error: undefined,
  },
  model: {
    status: 'none',
    settings: undefined,
    file: undefined,
    progress: undefined,
    report: undefined,
    error: undefined,
  },
  look: defaultLook,
};

export const emptyReading: MeterReading = {
  frames: 0,
  captureFps: 0,
  inferenceFps: 0,
  displayFps: 0,
  dropped: 0,
  stages: { captureMs: 0, preprocessMs: 0, inferenceMs: 0, decodeMs: 0, drawMs: 0 },
  inference: { p50: NaN, p95: NaN, p99: NaN },
  age: { p50: NaN, p95: NaN, p99: NaN },
  flicker: undefined,
  gpu: undefined,
  recentMs: new Float32Array(),
};

/** Every event of a session; a record, so that none can be forgotten. */
const events: Record<keyof SessionEvents, true> = {
  statechange: true,
  frame: true,
  meter: true,
  beat: true,
  canvaschange: true,
};

export class LazySession extends EventTarget implements Session {
  readonly #load: () => Promise<Session>;
  #loading: Promise<Session> | undefined;
  #live: Session | undefined;
  #canvas: HTMLCanvasElement | undefined;
  #idle = idleState;
  #wantsMaps = false;

  constructor(load: () => Promise<Session>) {
    super();
    this.#load = load;
  }

  get state(): SessionState {
    return this.#live?.state ?? this.#idle;
  }

  get reading(): MeterReading {
    return this.#live?.reading ?? emptyReading;
  }

  async attachCanvas(canvas: HTMLCanvasElement): Promise<void> {
    this.#canvas = canvas;
    await this.#live?.attachCanvas(canvas);
  }

  async setSource(settings: SourceSettings | RelayedFrames): Promise<void> {
    await (await this.#need()).setSource(settings);
  }

  async stopSource(): Promise<void> {
    await this.#live?.stopSource();
  }

  async setModel(settings: ModelSettings): Promise<void> {
    await (await this.#need()).setModel(settings);
  }

  cancelModel(): void {
    this.#live?.cancelModel();
  }

  async closeModel(): Promise<void> {
    await this.#live?.closeModel();
  }

  setLook(look: Look): void {
    this.#idle = { ...this.#idle, look };
    this.#live?.setLook(look);
  }

  setMaps(wanted: boolean): void {
    this.#wantsMaps = wanted;
    this.#live?.setMaps(wanted);
  }

  async classAt(point: UnitPoint): Promise<number | undefined> {
    return this.#live?.classAt(point);
  }

  async setBackground(image: Blob | undefined): Promise<void> {
    await (await this.#need()).setBackground(image);
  }

  setPaused(paused: boolean): void {
    this.#live?.setPaused(paused);
  }

  async step(by: 1 | 0 | -1): Promise<number | undefined> {
    return (await this.#need()).step(by);
  }

  async openSound(): Promise<MediaStreamTrack[]> {
    return (await this.#need()).openSound();
  }

  async snapshot(): Promise<Blob> {
    return (await this.#need()).snapshot();
  }

  async resources() {
    return (await this.#need()).resources();
  }

  async placement() {
    return (await this.#live?.placement()) ?? [];
  }

  async loseDevice(): Promise<void> {
    await this.#live?.loseDevice();
  }

  async dispose(): Promise<void> {
    await (await this.#loading)?.dispose();
  }

  #need(): Promise<Session> {
    this.#loading ??= this.#start().catch((cause: unknown) => {
      // The next attempt loads again.
      this.#loading = undefined;
      throw new VitrineError('network', 'The program for live pictures could not be loaded.', {
        detail: String(cause),
        cause,
      });
    });
    return this.#loading;
  }

  async #start(): Promise<Session> {
    const live = await this.#load();
    for (const type of Object.keys(events)) {
      live.addEventListener(type, (event) => {
        this.dispatchEvent(new CustomEvent(type, { detail: (event as CustomEvent<unknown>).detail }));
      });
    }
    if (this.#canvas) await live.attachCanvas(this.#canvas);
    live.setLook(this.#idle.look);
    live.setMaps(this.#wantsMaps);
    this.#live = live;
    return live;
  }
}
