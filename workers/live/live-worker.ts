/** The live pipeline behind InferenceApi; each worker that hosts engines exposes one of these. */
import type { ErrorData } from '#core/errors/vitrine-error.ts';
import type { UnitPoint } from '#core/geometry.ts';
import type { Look } from '#core/look.ts';
import type { MachineReport } from '#core/machine-report.ts';
import type { NodePlacement } from '#core/node-placement.ts';
import type { EngineId } from '#core/engine-id.ts';
import type { EngineRegistry } from '#engine/registry.ts';
import type { SourceHandle } from '#media/source-handle.ts';
import type {
  Heartbeat,
  InferenceApi,
  LoadProgress,
  OpenReport,
  OpenRequest,
  ResourceCounts,
  WorkerEvent,
} from '#workers/inference/inference.api.ts';
import { BarePath } from './bare-path.ts';
import { Display } from './display.ts';
import { FrameIntake } from '../shared/frame-intake.ts';
import { FrameLoop } from './frame-loop.ts';
import type { FramePath } from './frame-path.ts';
import { GpuHolder } from '../shared/gpu-holder.ts';
import { describeMachine } from '../shared/machine.ts';
import { ModelOpener } from './model-opener.ts';
import { nextTask } from '../shared/next-task.ts';
import { release } from '../shared/release.ts';

export class LiveWorker implements InferenceApi {
  readonly #display = new Display(
    () => this.#emit({ type: 'canvas-needed' }),
    () => this.#emit({ type: 'canvas-live' }),
  );
  readonly #intake = new FrameIntake((error) => this.#sourceEnded(error));
  readonly #gpu = new GpuHolder((reason) => void this.#deviceLost(reason));
  readonly #loop = new FrameLoop(this.#intake, this.#display, {
    onFrame: (report) => this.#emit({ type: 'frame', report }),
    onFailure: (error, path) => void this.#failed(error, path),
  });
  readonly #opener: ModelOpener;
  readonly #listeners = new Set<(event: WorkerEvent) => void>();
  /** Opens under way, by id; a newer one aborts the older. */
  readonly #opening = new Map<number, AbortController>();
  /** The model that runs, and the engine it runs on. */
  #opened: (OpenRequest & { engine: EngineId }) | undefined;
  #background: ImageBitmap | undefined;
  /** Sources attached so far. */
  #attachments = 0;
  #isPaused = false;
  /** A lost device leaves the last picture up until the model is open again. */
  #isRecovering = false;

  constructor(engines: EngineRegistry) {
    this.#opener = new ModelOpener(engines, this.#gpu, this.#display);
    void this.#loop.run();
  }

  probe(): Promise<MachineReport> {
    return describeMachine(this.#gpu);
  }

  async attachCanvas(canvas: OffscreenCanvas): Promise<void> {
    this.#display.attach(canvas);
    await this.#showSomething();
  }

  async open(request: OpenRequest, onProgress: (progress: LoadProgress) => void): Promise<OpenReport> {
    for (const controller of this.#opening.values()) controller.abort();
    const controller = new AbortController();
    this.#opening.set(request.id, controller);
    try {
      const { path, report } = await this.#opener.open(request, controller.signal, onProgress);
      if (controller.signal.aborted) {
        await path.dispose();
        controller.signal.throwIfAborted();
      }
      path.setBackground(this.#background);
      await this.#swap(path);
      this.#opened = { ...request, engine: report.engine };
      return report;
    } finally {
      this.#opening.delete(request.id);
      release(onProgress);
    }
  }

  cancel(id: number): Promise<void> {
    this.#opening.get(id)?.abort();
    return Promise.resolve();
  }

  async closeModel(): Promise<void> {
    for (const controller of this.#opening.values()) controller.abort();
    const { path } = this.#loop;
    if (path?.hasModel || this.#isRecovering) await this.#showBare();
  }

  async attachSource(source: SourceHandle): Promise<void> {
    this.#attachments++;
    this.#loop.resetCounts();
    this.#loop.rested();
    this.#loop.path?.reset();
    this.#intake.attach(source);
    await this.#showSomething();
  }

  detachSource(): Promise<void> {
    this.#intake.detach();
    return Promise.resolve();
  }

  setLook(look: Look): Promise<void> {
    this.#loop.look = look;
    return Promise.resolve();
  }

  setMaps(wanted: boolean): Promise<void> {
    this.#loop.wantsMaps = wanted;
    return Promise.resolve();
  }

  async classAt(point: UnitPoint): Promise<number | undefined> {
    return this.#loop.path?.classAt(point);
  }

  setBackground(image: ImageBitmap | undefined): Promise<void> {
    this.#background?.close();
    this.#background = image;
    this.#loop.path?.setBackground(image);
    return Promise.resolve();
  }

  setPaused(paused: boolean): Promise<void> {
    this.#isPaused = paused;
    this.#loop.rested();
    this.#intake.setPaused(paused);
    return Promise.resolve();
  }

  subscribe(listener: (event: WorkerEvent) => void): Promise<void> {
    this.#listeners.add(listener);
    return Promise.resolve();
  }

  ping(): Promise<Heartbeat> {
    const { frameAgeMs, counts } = this.#loop;
    return Promise.resolve({ frameAgeMs, stillMs: this.#intake.stillMs, counts });
  }

  resources(): Promise<ResourceCounts> {
    return Promise.resolve({ ...this.#gpu.counts(), openFrames: this.#intake.openFrames });
  }

  placement(): Promise<readonly NodePlacement[]> {
    const { path } = this.#loop;
    if (!this.#opened || !path?.hasModel) return Promise.resolve([]);
    return this.#opener.placement(this.#opened, new AbortController().signal);
  }

  async timeRuns(count: number): Promise<number[]> {
    this.#intake.setPaused(true);
    try {
      await this.#loop.idle();
      const timesMs: number[] = [];
      while (timesMs.length < count) {
        timesMs.push((await this.#loop.path?.runBare()) ?? 0);
        // Between runs the worker listens, as it does between frames.
        await nextTask();
      }
      return timesMs;
    } finally {
      this.#loop.rested();
      this.#intake.setPaused(this.#isPaused);
    }
  }

  loseDevice(): Promise<void> {
    this.#gpu.lose();
    return Promise.resolve();
  }

  async dispose(): Promise<void> {
    for (const controller of this.#opening.values()) controller.abort();
    this.#intake.detach();
    const former = await this.#loop.setPath(undefined);
    await former?.dispose();
    this.#gpu.dispose();
    this.#background?.close();
    this.#background = undefined;
  }

  #emit(event: WorkerEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  async #swap(path: FramePath): Promise<void> {
    this.#isRecovering = false;
    const former = await this.#loop.setPath(path);
    await former?.dispose();
  }

  /** Bare frames, once there are a canvas and frames and no model draws them. */
  async #showSomething(): Promise<void> {
    const { path } = this.#loop;
    if (!path && this.#attachments > 0 && this.#display.hasFree && !this.#isRecovering)
      await this.#showBare();
  }

  async #showBare(): Promise<void> {
    const surface = await this.#display.surfaceOf('2d', new AbortController().signal);
    if (surface.kind === '2d') await this.#swap(new BarePath(surface));
  }

  #sourceEnded(error: ErrorData | undefined): void {
    this.#emit({ type: 'source-ended', attachment: this.#attachments, counts: this.#loop.counts, error });
  }

  /** The last picture stays up; the page opens the model again. */
  async #deviceLost(reason: string): Promise<void> {
    const { path } = this.#loop;
    if (path?.surface.kind === 'webgpu') {
      this.#isRecovering = true;
      const former = await this.#loop.setPath(undefined);
      await former?.dispose();
    }
    this.#emit({ type: 'device-lost', reason });
  }

  /** A failing model is closed, so that frames are seen again; a lost device has its own way. */
  async #failed(error: ErrorData, path: FramePath): Promise<void> {
    if (this.#loop.path !== path || error.code === 'device-lost') return;
    if (path.hasModel) await this.#showBare();
    this.#emit({ type: 'error', error });
  }
}
