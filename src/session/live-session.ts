/** The live session: a source, a worker and a model, kept going by one supervisor. No Lit and no DOM queries. */
import { VitrineError, fromErrorData, isAbort, toErrorData } from '#core/errors/vitrine-error.ts';
import { defaultLook, type Look } from '#core/look.ts';
import type { NodePlacement } from '#core/node-placement.ts';
import type { MediaSource } from '#media/media-source.ts';
import type { ResourceCounts, WorkerEvent } from '#workers/inference/inference.api.ts';
import { CanvasKeeper } from './canvas-keeper.ts';
import { Meter } from './meter.ts';
import type { ModelIndex } from './model-catalog.api.ts';
import { loadModelIndex } from './model-index.ts';
import { ModelKeeper, noModel } from './model-keeper.ts';
import { RecoveryBudget } from './recovery-budget.ts';
import type {
  MeterReading,
  ModelSettings,
  RelayedFrames,
  Session,
  SessionEvents,
  SessionState,
  SourceSettings,
} from './session-state.ts';
import { SourceKeeper, noSource } from './source-keeper.ts';
import { isUserModelId } from './user-models/user-model-id.ts';
import {
  WorkerHost,
  patientLimits,
  startWorker,
  type HeartbeatLimits,
  type HostKind,
  type WorkerStarter,
} from './worker-host.ts';

/** The meter is read four times a second: faster than eyes follow digits is noise. */
const METER_MS = 250;

export interface SessionOptions {
  /** What is lost is only told (a source that ended, a model that failed): somebody else decides what is done. */
  isSupervised?: boolean;
  limits?: HeartbeatLimits;
  /** The files that can run; without it those that the server lists. */
  index?: () => Promise<ModelIndex>;
}

export class LiveSession extends EventTarget implements Session {
  #state: SessionState = {
    phase: 'idle',
    recovery: undefined,
    machine: undefined,
    source: noSource,
    model: noModel,
    look: defaultLook,
  };
  readonly #meter = new Meter();
  #reading = this.#meter.read();
  #readAtMs = 0;
  #host: WorkerHost | undefined;
  #background: Blob | undefined;
  #isPaused = false;
  #wantsMaps = false;
  /** A frame of the present source was shown. */
  #hasPicture = false;
  #isDisposed = false;
  /** Recovering did not help; a person has to ask again. */
  #hasGivenUp = false;
  readonly #budget = new RecoveryBudget();
  readonly #canvas = new CanvasKeeper((canvas) => this.#tell('canvaschange', canvas));
  readonly #source: SourceKeeper;
  readonly #model: ModelKeeper;
  readonly #startWorker: WorkerStarter;
  readonly #isSupervised: boolean;
  readonly #limits: HeartbeatLimits;

  /** `start` makes the workers; tests put their own. */
  constructor(start: WorkerStarter = startWorker, options: SessionOptions = {}) {
    super();
    const { isSupervised = false, limits = patientLimits, index = loadModelIndex } = options;
    this.#startWorker = start;
    this.#isSupervised = isSupervised;
    this.#limits = limits;
    const sourceEvents = {
      onState: (source: SessionState['source']) => this.#patch({ source }),
      onSource: (source: MediaSource | undefined) => void this.#feed(source),
    };
    this.#source = new SourceKeeper(sourceEvents, !isSupervised);
    this.#model = new ModelKeeper({
      index: () => index(),
      own: async (id) =>
        isUserModelId(id) ? (await import('./user-models/store.ts')).openUserModel(id) : undefined,
      host: (kind, threads) => this.#hostFor(kind, threads),
      onOpened: (host) => this.#take(host),
      onAbandoned: (host) => {
        if (host !== this.#host) void host.end();
      },
      onState: (model) => {
        // Figures of bare frames or of another model must not mix with this one's.
        if (model.status === 'ready') this.#resetMeter();
        this.#patch({ model });
      },
    });
  }

  get state(): SessionState {
    return this.#state;
  }

  get reading(): MeterReading {
    return this.#reading;
  }

  async attachCanvas(canvas: HTMLCanvasElement): Promise<void> {
    this.#canvas.adopt(canvas);
    const host = this.#host;
    if (host) await host.client.attachCanvas(this.#canvas.transfer(host));
  }

  async setSource(settings: SourceSettings | RelayedFrames): Promise<void> {
    this.#begin();
    this.#ensureHost();
    await this.#source.set(settings);
  }

  stopSource(): Promise<void> {
    this.#source.stop();
    return Promise.resolve();
  }

  async setModel(settings: ModelSettings): Promise<void> {
    this.#begin();
    this.#resetMeter();
    await this.#model.open(settings);
  }

  cancelModel(): void {
    this.#model.cancel();
  }

  async closeModel(): Promise<void> {
    this.#resetMeter();
    await this.#model.close(this.#host);
  }

  setLook(look: Look): void {
    this.#patch({ look });
    this.#send((host) => host.client.setLook(look));
  }

  setMaps(wanted: boolean): void {
    this.#wantsMaps = wanted;
    this.#send((host) => host.client.setMaps(wanted));
  }

  async setBackground(image: Blob | undefined): Promise<void> {
    // Decoded before anything changes: a file that is no image leaves the old one.
    const bitmap = image && (await decodeBackground(image));
    this.#background = image;
    if (this.#host) await this.#host.client.setBackground(bitmap);
    else bitmap?.close();
  }

  setPaused(paused: boolean): void {
    this.#isPaused = paused;
    this.#resetMeter();
    this.#send((host) => host.client.setPaused(paused));
    this.#patch({});
  }

  async snapshot(): Promise<Blob> {
    const shown = this.#canvas.shown;
    if (!shown || this.#state.source.status === 'none')
      throw new VitrineError('unsupported', 'There is no picture yet.');
    const copy = new OffscreenCanvas(shown.width, shown.height);
    copy.getContext('2d')?.drawImage(shown, 0, 0);
    return copy.convertToBlob({ type: 'image/png' });
  }

  async resources(): Promise<ResourceCounts> {
    if (this.#host) return this.#host.client.resources();
    return { gpuBuffers: 0, gpuBufferBytes: 0, gpuTextures: 0, gpuTextureBytes: 0, openFrames: 0 };
  }

  async placement(): Promise<readonly NodePlacement[]> {
    return (await this.#host?.client.placement()) ?? [];
  }

  /** Milliseconds of bare runs of the model, with no frame under way: what the pipeline is measured against. */
  async timeRuns(count: number): Promise<number[]> {
    return (await this.#host?.client.timeRuns(count)) ?? [];
  }

  /** Goes on in a new worker; the present one works until the model is ready in the new one. */
  async recycle(): Promise<void> {
    if (this.#host) this.#host.isTainted = true;
    await this.#model.reopen();
  }

  async loseDevice(): Promise<void> {
    await this.#host?.client.loseDevice();
  }

  async dispose(): Promise<void> {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#source.stop();
    this.#model.cancel();
    const host = this.#host;
    this.#host = undefined;
    await host?.end();
  }

  /** The running worker, started when first needed. */
  #ensureHost(): WorkerHost {
    if (this.#host) return this.#host;
    const host = this.#start('inference');
    this.#host = host;
    void this.#feed(this.#source.source);
    return host;
  }

  /** A worker for engines of `kind`: the running one where it fits, else a new one that is not shown yet. */
  #hostFor(kind: HostKind, threads: number): WorkerHost {
    const host = this.#ensureHost();
    const hasThreads = host.threads === undefined || host.threads === threads;
    return host.kind === kind && hasThreads && !host.isTainted ? host : this.#start(kind);
  }

  #start(kind: HostKind): WorkerHost {
    const events = {
      onEvent: (event: WorkerEvent) => this.#hear(host, event),
      onBeat: (beat: SessionEvents['beat']) => {
        if (host === this.#host) this.#tell('beat', beat);
      },
      onStuck: (reason: string) => void this.#replace(host, reason),
    };
    const host = new WorkerHost(kind, events, this.#startWorker, this.#limits);
    const { client } = host;
    const give = async () => {
      await client.attachCanvas(this.#canvas.transfer(host));
      await client.setLook(this.#state.look);
      await client.setPaused(this.#isPaused);
      await client.setMaps(this.#wantsMaps);
      if (this.#background) await client.setBackground(await decodeBackground(this.#background));
      const machine = await client.probe();
      if (!this.#state.machine || kind === 'inference') this.#patch({ machine });
    };
    // A worker that dies meanwhile is reported by its heart-beat.
    give().catch(() => undefined);
    return host;
  }

  /** Makes `host`, whose model is open, the running one. */
  async #take(host: WorkerHost): Promise<void> {
    const former = this.#host;
    if (host === former) return;
    this.#host = host;
    await this.#feed(this.#source.source);
    await former?.end();
  }

  async #feed(source: MediaSource | undefined): Promise<void> {
    this.#hasPicture = false;
    this.#resetMeter();
    const host = this.#host;
    if (!host) return;
    try {
      if (source) await host.client.attachSource(source.connect());
      else await host.client.detachSource();
    } catch (error) {
      // A worker that died is its heart-beat's affair, and the next one is fed again.
      if (error instanceof VitrineError && error.code === 'unsupported') this.#source.ended(error);
    }
  }

  #hear(host: WorkerHost, event: WorkerEvent): void {
    switch (event.type) {
      case 'canvas-needed':
        return this.#send(() => host.client.attachCanvas(this.#canvas.transfer(host)));
      case 'canvas-live':
        return this.#canvas.show(host);
    }
    // A worker that is on its way in or out has no say about the rest.
    if (host !== this.#host) return;
    switch (event.type) {
      case 'frame':
        return this.#frame(event.report);
      case 'source-ended':
        return this.#source.ended(
          event.error ? fromErrorData(event.error) : new VitrineError('camera-ended', 'The source ended.'),
        );
      case 'device-lost':
        return this.#deviceLost(event.reason);
      case 'error':
        host.isTainted = true;
        return this.#model.failed(event.error);
    }
  }

  #frame(report: SessionEvents['frame']): void {
    this.#meter.add(report, this.#source.source?.madeFrames());
    if (!this.#hasPicture) {
      this.#hasPicture = true;
      this.#patch({});
    }
    this.#tell('frame', report);
    const now = performance.now();
    if (now - this.#readAtMs < METER_MS) return;
    this.#readAtMs = now;
    this.#reading = this.#meter.read();
    this.#tell('meter', this.#reading);
  }

  /** Figures of another source or model must not mix with what comes: shown ones go as well. */
  #resetMeter(): void {
    this.#meter.reset();
    this.#reading = this.#meter.read();
    this.#tell('meter', this.#reading);
  }

  /** A stuck worker is replaced; source and model go over to the new one, and the last picture stays meanwhile. */
  async #replace(host: WorkerHost, reason: string): Promise<void> {
    if (host !== this.#host) return;
    this.#host = undefined;
    if (this.#isSupervised) return this.#model.lost({ code: 'stuck', message: reason });
    await this.#recover(`${reason} It is being replaced.`, async () => {
      this.#ensureHost();
      await this.#model.reopen();
    });
  }

  #deviceLost(reason: string): void {
    const message = `The GPU device was lost (${reason})`;
    if (this.#isSupervised) return this.#model.lost({ code: 'device-lost', message: `${message}.` });
    void this.#recover(`${message}; opening the model again.`, () => this.#model.reopen());
  }

  async #recover(recovery: string, rebuild: () => Promise<void>): Promise<void> {
    if (this.#isDisposed) return;
    const waitMs = this.#budget.take();
    if (waitMs === undefined) {
      this.#hasGivenUp = true;
      return this.#model.failed({ code: 'stuck', message: `Gave up after several attempts. ${recovery}` });
    }
    this.#patch({ recovery });
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    try {
      await rebuild();
    } catch (error) {
      if (!isAbort(error)) this.#model.failed(toErrorData(error));
    } finally {
      this.#patch({ recovery: undefined });
      // Without its model the worker would keep the last picture for ever.
      if (this.#state.model.status === 'failed') this.#send((host) => host.client.closeModel());
    }
  }

  /** For calls that nobody waits for: a worker that fails is its heart-beat's affair. */
  #send(call: (host: WorkerHost) => Promise<unknown>): void {
    if (this.#host) call(this.#host).catch(() => undefined);
  }

  /** At each wish of a person. */
  #begin(): void {
    if (this.#isDisposed) throw new VitrineError('internal', 'The session was disposed.');
    this.#hasGivenUp = false;
    this.#budget.refill();
  }

  #patch(change: Partial<Omit<SessionState, 'phase'>>): void {
    const state = { ...this.#state, ...change };
    this.#state = { ...state, phase: this.#phaseOf(state) };
    this.#tell('statechange', this.#state);
  }

  #phaseOf({ recovery, source, model }: SessionState): SessionState['phase'] {
    const isComingBack = source.status === 'ended' && source.kind === 'camera' && !this.#isSupervised;
    if (recovery !== undefined || isComingBack) return 'recovering';
    if (source.status === 'failed' || this.#hasGivenUp) return 'failed';
    if (source.status === 'none' || source.status === 'ended')
      return model.status === 'loading' ? 'starting' : 'idle';
    if (this.#isPaused) return 'paused';
    return this.#hasPicture ? 'live' : 'starting';
  }

  #tell<K extends keyof SessionEvents>(type: K, detail: SessionEvents[K]): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

async function decodeBackground(image: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(image);
  } catch (cause) {
    throw new VitrineError('bad-file', 'The background must be a picture.', { detail: String(cause), cause });
  }
}
