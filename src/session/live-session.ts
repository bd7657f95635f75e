/** The live session: a source, a worker and a model, kept going by one supervisor. No Lit and no DOM queries. */
import { VitrineError, fromErrorData, isAbort, toErrorData } from '#core/errors/vitrine-error.ts';
import type { UnitPoint } from '#core/geometry.ts';
import { defaultLook, type Look } from '#core/look.ts';
import type { NodePlacement } from '#core/node-placement.ts';
import type { MediaSource } from '#media/media-source.ts';
import type { ResourceCounts, WorkerEvent } from '#workers/inference/inference.api.ts';
import { CanvasKeeper } from './canvas-keeper.ts';
import { Background } from './background.ts';
import { HostKeeper, nothingHeld } from './host-keeper.ts';
import type { ModelIndex } from './model-catalog.api.ts';
import { loadModelIndex } from './model-index.ts';
import { ModelKeeper, noModel } from './model-keeper.ts';
import { PacedMeter } from './paced-meter.ts';
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
import { phaseOf } from './session-phase.ts';
import { SourceKeeper, noSource } from './source-keeper.ts';
import { isUserModelId } from './user-models/user-model-id.ts';
import { patientLimits, startWorker, type HeartbeatLimits, type WorkerStarter } from './worker-host.ts';

/** What is done, in words, about what was lost. */
const plans = { stuck: 'It is being replaced.', 'device-lost': 'The model is being opened again.' };

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
  readonly #meter = new PacedMeter((reading) => this.#tell('meter', reading));
  readonly #background = new Background(async (picture) => {
    const host = this.#hosts.running;
    if (host) await host.client.setBackground(picture);
    else picture?.close();
  });
  #isPaused = false;
  #wantsMaps = false;
  /** A frame of the present source was shown. */
  #hasPicture = false;
  #isDisposed = false;
  readonly #budget = new RecoveryBudget();
  readonly #canvas = new CanvasKeeper((canvas) => this.#tell('canvaschange', canvas));
  readonly #source: SourceKeeper;
  readonly #model: ModelKeeper;
  readonly #hosts: HostKeeper;
  readonly #isSupervised: boolean;

  /** `start` makes the workers; tests put their own. */
  constructor(start: WorkerStarter = startWorker, options: SessionOptions = {}) {
    super();
    const { isSupervised = false, limits = patientLimits, index = loadModelIndex } = options;
    this.#isSupervised = isSupervised;
    this.#hosts = new HostKeeper({
      start,
      limits,
      canvas: this.#canvas,
      outfit: () => ({
        look: this.#state.look,
        isPaused: this.#isPaused,
        wantsMaps: this.#wantsMaps,
        background: this.#background.image,
      }),
      onRunning: () => this.#feed(this.#source.source),
      onEvent: (event) => this.#hear(event),
      onBeat: (beat) => this.#tell('beat', beat),
      onStuck: (reason) => this.#lost('stuck', reason),
      onMachine: (machine, kind) => {
        if (!this.#state.machine || kind === 'inference') this.#patch({ machine });
      },
    });
    this.#source = new SourceKeeper(
      { onState: (source) => this.#patch({ source }), onSource: (source) => void this.#feed(source) },
      !isSupervised,
    );
    this.#model = new ModelKeeper({
      index: () => index(),
      own: async (id) =>
        isUserModelId(id) ? (await import('./user-models/store.ts')).openUserModel(id) : undefined,
      host: (kind, threads) => this.#hosts.hostFor(kind, threads),
      onOpened: (host) => this.#hosts.take(host),
      onAbandoned: (host) => this.#hosts.abandon(host),
      onState: (model) => {
        // Figures of bare frames or of another model must not mix with this one's.
        if (model.status === 'ready') this.#meter.reset();
        this.#patch({ model });
        if (model.status === 'ready') this.#showAgain();
      },
    });
  }

  get state(): SessionState {
    return this.#state;
  }

  get reading(): MeterReading {
    return this.#meter.reading;
  }

  async attachCanvas(canvas: HTMLCanvasElement): Promise<void> {
    this.#canvas.adopt(canvas);
    const host = this.#hosts.running;
    if (host) await host.client.attachCanvas(this.#canvas.transfer(host));
  }

  async setSource(settings: SourceSettings | RelayedFrames): Promise<void> {
    this.#begin();
    this.#hosts.ensure();
    await this.#source.set(settings);
  }

  stopSource(): Promise<void> {
    this.#source.stop();
    return Promise.resolve();
  }

  async setModel(settings: ModelSettings): Promise<void> {
    this.#begin();
    this.#meter.reset();
    await this.#model.open(settings);
  }

  cancelModel(): void {
    this.#model.cancel();
  }

  async closeModel(): Promise<void> {
    this.#meter.reset();
    await this.#model.close(this.#hosts.running);
  }

  setLook(look: Look): void {
    this.#patch({ look });
    this.#hosts.send((host) => host.client.setLook(look).then(this.#showAgain));
  }

  setMaps(wanted: boolean): void {
    this.#wantsMaps = wanted;
    this.#hosts.send((host) => host.client.setMaps(wanted).then(this.#showAgain));
  }

  async classAt(point: UnitPoint): Promise<number | undefined> {
    // A worker that ends meanwhile, or a lost device, has no picture to point at any more.
    return this.#hosts.running?.client.classAt(point).catch(() => undefined);
  }

  async setBackground(file: Blob | undefined): Promise<void> {
    await this.#background.set(file);
    if (this.#isDisposed) this.#background.close();
  }

  setPaused(paused: boolean): void {
    this.#isPaused = paused;
    this.#background.setPaused(paused);
    this.#meter.reset();
    const walk = this.#source.source?.walk;
    walk?.setPaused(paused);
    this.#hosts.send(async (host) => {
      await host.client.setPaused(paused);
      // The picture that stands still is the one at which the file stopped, not an older one that had just been drawn.
      if (paused) walk?.giveAgain();
    });
    this.#patch({});
  }

  async step(by: 1 | 0 | -1): Promise<number | undefined> {
    const walk = this.#source.source?.walk;
    if (!walk)
      throw new VitrineError('unsupported', 'Only a video file can be walked through frame by frame.');
    if (!this.#isPaused) this.setPaused(true);
    return walk.step(by);
  }

  openSound(): Promise<MediaStreamTrack[]> {
    return new Promise((resolve) => {
      const sound = this.#source.source?.openSound?.();
      if (!sound) throw new VitrineError('unsupported', 'Only a video file has a sound of its own.');
      resolve(sound);
    });
  }

  async snapshot(): Promise<Blob> {
    if (this.#state.source.status === 'none')
      throw new VitrineError('unsupported', 'There is no picture yet.');
    return this.#canvas.snapshot();
  }

  async resources(): Promise<ResourceCounts> {
    return (await this.#hosts.running?.client.resources()) ?? nothingHeld;
  }

  async placement(): Promise<readonly NodePlacement[]> {
    return (await this.#hosts.running?.client.placement()) ?? [];
  }

  /** Milliseconds of bare runs of the model, with no frame under way: what the pipeline is measured against. */
  async timeRuns(count: number): Promise<number[]> {
    return (await this.#hosts.running?.client.timeRuns(count)) ?? [];
  }

  /**
   * Goes on in a new worker; the present one works until the model is ready in the new one. A model that failed is tried
   * again in it.
   */
  async recycle(): Promise<void> {
    this.#hosts.taint();
    const { status, settings } = this.#state.model;
    if (status === 'failed' && settings) await this.#model.open(settings);
    else await this.#model.reopen();
  }

  async loseDevice(): Promise<void> {
    await this.#hosts.running?.client.loseDevice();
  }

  async dispose(): Promise<void> {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#source.stop();
    this.#background.close();
    this.#model.cancel();
    await this.#hosts.end();
  }

  async #feed(source: MediaSource | undefined): Promise<void> {
    this.#hasPicture = false;
    this.#meter.reset();
    const host = this.#hosts.running;
    if (!host) return;
    try {
      if (source) {
        host.attachments++;
        source.walk?.setPaused(this.#isPaused);
        await host.client.attachSource(source.connect());
        this.#showAgain();
      } else await host.client.detachSource();
    } catch (error) {
      // A worker that died is its heart-beat's affair, and the next one is fed again.
      if (error instanceof VitrineError && error.code === 'unsupported') this.#source.ended(error);
    }
  }

  /** A file that stands still is shown by what the worker makes of it now. */
  readonly #showAgain = (): void => {
    if (this.#isPaused) this.#source.source?.walk?.giveAgain();
  };

  #hear(event: WorkerEvent): void {
    switch (event.type) {
      case 'frame':
        return this.#frame(event.report);
      case 'source-ended':
        return this.#source.ended(
          event.error ? fromErrorData(event.error) : new VitrineError('camera-ended', 'The source ended.'),
        );
      case 'device-lost':
        return this.#lost('device-lost', `The GPU device was lost (${event.reason}).`);
      case 'error':
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
  }

  /** Worker or device: what ran goes on in new ones, and the last picture stays meanwhile. */
  #lost(code: keyof typeof plans, message: string): void {
    if (this.#isSupervised) return this.#model.lost({ code, message });
    void this.#recover(`${message} ${plans[code]}`, async () => {
      this.#hosts.ensure();
      await this.#model.reopen();
    });
  }

  async #recover(recovery: string, rebuild: () => Promise<void>): Promise<void> {
    if (this.#isDisposed) return;
    const waitMs = this.#budget.take();
    if (waitMs === undefined)
      return this.#model.failed({ code: 'stuck', message: `Gave up after several attempts. ${recovery}` });
    this.#patch({ recovery });
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    try {
      await rebuild();
    } catch (error) {
      if (!isAbort(error)) this.#model.failed(toErrorData(error));
    } finally {
      this.#patch({ recovery: undefined });
      // Without its model the worker would keep the last picture for ever.
      if (this.#state.model.status === 'failed') this.#hosts.send((host) => host.client.closeModel());
    }
  }

  /** At each wish of a person. */
  #begin(): void {
    if (this.#isDisposed) throw new VitrineError('internal', 'The session was disposed.');
    this.#budget.refill();
  }

  #patch(change: Partial<Omit<SessionState, 'phase'>>): void {
    const state = { ...this.#state, ...change };
    const phase = phaseOf(state, {
      isSupervised: this.#isSupervised,
      isPaused: this.#isPaused,
      hasPicture: this.#hasPicture,
      hasGivenUp: this.#budget.isSpent,
    });
    this.#state = { ...state, phase };
    this.#tell('statechange', this.#state);
  }

  #tell<K extends keyof SessionEvents>(type: K, detail: SessionEvents[K]): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
