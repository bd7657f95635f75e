import { VitrineError, isAbort, toErrorData, type ErrorData } from '#core/errors/vitrine-error.ts';
import type { LoadProgress, OpenReport, OpenRequest } from '#workers/inference/inference.api.ts';
import { findFile } from './find-file.ts';
import type { ModelIndex } from './model-catalog.api.ts';
import type { ModelSettings, ModelState } from './session-state.ts';
import type { UserModel } from './user-models/user-model.ts';
import type { HostKind, WorkerHost } from './worker-host.ts';

/** Loading that makes no step for this long is stuck. Software adapters take a minute for a large first run. */
const STILL_LIMIT_MS = 180_000;

/** A user model's record with its bytes. */
export interface OwnModel {
  model: Pick<UserModel, 'manifest' | 'file'>;
  data: Blob;
}

interface KeeperParts {
  index: () => Promise<ModelIndex>;
  /** A model that a person brought; undefined for those of the index. */
  own: (model: string) => Promise<OwnModel | undefined>;
  /** A worker for engines of that kind; not the running one where that does not fit. */
  host: (kind: HostKind, threads: number) => WorkerHost;
  /** The model runs in this worker now. */
  onOpened: (host: WorkerHost) => Promise<void>;
  /** The worker is of no use to this model: ended, unless it is the running one. */
  onAbandoned: (host: WorkerHost) => void;
  onState: (state: ModelState) => void;
}

const noIndex: ModelIndex = { version: 1, files: [] };

export const noModel: ModelState = {
  status: 'none',
  settings: undefined,
  file: undefined,
  progress: undefined,
  report: undefined,
  error: undefined,
};

/** What is to run, and what became of it. The former model keeps running until the new one is ready. */
export class ModelKeeper {
  readonly #parts: KeeperParts;
  #loading: { abort: AbortController; settings: ModelSettings } | undefined;
  #state = noModel;
  /** The model that runs while another loads: what a cancelled load goes back to. */
  #running = noModel;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  /** Resolves when the model runs, has failed or was cancelled; never rejects. */
  async open(settings: ModelSettings): Promise<void> {
    this.#loading?.abort.abort();
    const loading = { abort: new AbortController(), settings };
    this.#loading = loading;
    const { signal } = loading.abort;
    const { engine, roundTrip, graphCapture, threads } = settings;
    this.#set({ ...noModel, status: 'loading', settings });
    let host: WorkerHost | undefined;
    try {
      const own = await this.#parts.own(settings.model);
      const index = this.#parts.index();
      // A model of one's own needs no server.
      const { files, probe } = await (own ? index.catch(() => noIndex) : index);
      const file = findFile(own ? [own.model.file] : files, settings);
      const user = own && { manifest: own.model.manifest, data: own.data };
      signal.throwIfAborted();
      this.#set({ ...this.#state, file });
      host = this.#parts.host(engine.startsWith('mediapipe') ? 'mediapipe' : 'inference', settings.threads);
      const report = await this.#load(
        host,
        { file, engine, roundTrip, graphCapture, threads, probe, user },
        signal,
      );
      await this.#parts.onOpened(host);
      if (this.#loading !== loading) return;
      this.#running = { ...noModel, status: 'ready', settings, file, report };
      this.#set(this.#running);
    } catch (error) {
      const data = toErrorData(error);
      if (host) {
        // An engine that failed to open may have left its runtime broken.
        if (data.code === 'engine-failed' || data.code === 'stuck') host.isTainted = true;
        this.#parts.onAbandoned(host);
      }
      if (this.#loading !== loading) return;
      if (isAbort(error)) this.#set(this.#running);
      else this.#set({ ...this.#state, status: 'failed', progress: undefined, error: data });
    } finally {
      if (this.#loading === loading) this.#loading = undefined;
    }
  }

  /** Opens again what was loading or running, after its worker or device was lost. */
  async reopen(): Promise<void> {
    const settings = this.#loading?.settings ?? this.#running.settings;
    this.#running = noModel;
    if (settings) await this.open(settings);
  }

  /** Cancels a load; the model that runs goes on. */
  cancel(): void {
    this.#loading?.abort.abort();
  }

  async close(host: WorkerHost | undefined): Promise<void> {
    this.cancel();
    this.#loading = undefined;
    this.#running = noModel;
    this.#set(noModel);
    await host?.client.closeModel();
  }

  /** The worker or the device that loads or runs it is gone. */
  lost(error: ErrorData): void {
    this.#loading?.abort.abort();
    this.#loading = undefined;
    this.failed(error);
  }

  /** The running model failed and was closed. */
  failed(error: ErrorData): void {
    this.#running = noModel;
    if (!this.#loading) this.#set({ ...this.#state, status: 'failed', progress: undefined, error });
  }

  async #load(host: WorkerHost, request: Omit<OpenRequest, 'id'>, signal: AbortSignal): Promise<OpenReport> {
    const { file, engine, threads } = request;
    if (host.kind === 'inference' && engine !== 'ort-webgpu') host.threads = threads;
    const still = new AbortController();
    const giveUp = () =>
      still.abort(
        new VitrineError('stuck', `Loading ${file.file} made no step for ${STILL_LIMIT_MS / 1000} s.`),
      );
    let timer = setTimeout(giveUp, STILL_LIMIT_MS);
    let isOver = false;
    const onProgress = (progress: LoadProgress) => {
      // Steps come by a port of their own, and may come after the end.
      if (isOver) return;
      clearTimeout(timer);
      timer = setTimeout(giveUp, STILL_LIMIT_MS);
      if (!signal.aborted) this.#set({ ...this.#state, progress });
    };
    const stalled = new Promise<never>((_, reject) =>
      still.signal.addEventListener('abort', () => reject(still.signal.reason as Error)),
    );
    host.isLoading = true;
    try {
      const opened = host.client.open(request, onProgress, AbortSignal.any([signal, still.signal]));
      return await Promise.race([opened, stalled]);
    } finally {
      isOver = true;
      clearTimeout(timer);
      host.isLoading = false;
    }
  }

  #set(state: ModelState): void {
    this.#state = state;
    this.#parts.onState(state);
  }
}
