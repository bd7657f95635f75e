import { proxy, releaseProxy, transfer, wrap, type Remote } from 'comlink';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { UnitPoint } from '#core/geometry.ts';
import type { Look } from '#core/look.ts';
import type { MachineReport } from '#core/machine-report.ts';
import type { NodePlacement } from '#core/node-placement.ts';
import { carrierOf } from '../carrier-of.ts';
import { installThrowHandler } from '../throw-handler.ts';
import type {
  Heartbeat,
  InferenceApi,
  LoadProgress,
  OpenReport,
  OpenRequest,
  ResourceCounts,
  SourceHandle,
  WorkerEvent,
} from './inference.api.ts';

installThrowHandler();

let nextOpenId = 1;

/**
 * The page's side of a live worker. No call outlives it: `terminate`, and a worker whose script fails, reject all that
 * are under way. A worker that is merely stuck is found by whoever calls `ping`, and terminated.
 */
export class InferenceClient {
  readonly #worker: Worker;
  readonly #remote: Remote<InferenceApi>;
  /** Rejects each call under way. */
  readonly #underWay = new Set<(error: VitrineError) => void>();
  /** Why the worker answers no more. */
  #failure: VitrineError | undefined;
  #isReleased = false;

  /** Takes the worker over. */
  constructor(worker: Worker) {
    this.#worker = worker;
    this.#remote = wrap<InferenceApi>(worker);
    worker.addEventListener('error', ({ message }) => {
      const detail = message || 'the script could not be loaded';
      this.#end(new VitrineError('internal', 'The vision worker failed.', { detail }));
    });
  }

  probe(): Promise<MachineReport> {
    return this.#call((remote) => remote.probe());
  }

  /** Transfers the canvas. */
  attachCanvas(canvas: OffscreenCanvas): Promise<void> {
    return this.#call((remote) => remote.attachCanvas(transfer(canvas, [canvas])));
  }

  /** Aborting rejects with code `aborted`, as soon as the worker has stopped. */
  async open(
    request: Omit<OpenRequest, 'id'>,
    onProgress: (progress: LoadProgress) => void,
    signal: AbortSignal,
  ): Promise<OpenReport> {
    signal.throwIfAborted();
    const id = nextOpenId++;
    const cancel = () => void this.#call((remote) => remote.cancel(id)).catch(() => undefined);
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await this.#call((remote) => remote.open({ ...request, id }, proxy(onProgress)));
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  closeModel(): Promise<void> {
    return this.#call((remote) => remote.closeModel());
  }

  /** Transfers whatever carries the frames. */
  attachSource(source: SourceHandle): Promise<void> {
    return this.#call((remote) => remote.attachSource(transfer(source, [carrierOf(source)])));
  }

  detachSource(): Promise<void> {
    return this.#call((remote) => remote.detachSource());
  }

  setLook(look: Look): Promise<void> {
    return this.#call((remote) => remote.setLook(look));
  }

  setMaps(wanted: boolean): Promise<void> {
    return this.#call((remote) => remote.setMaps(wanted));
  }

  classAt(point: UnitPoint): Promise<number | undefined> {
    return this.#call((remote) => remote.classAt(point));
  }

  /** Transfers the image. */
  setBackground(image: ImageBitmap | undefined): Promise<void> {
    return this.#call((remote) => remote.setBackground(image && transfer(image, [image])));
  }

  setPaused(paused: boolean): Promise<void> {
    return this.#call((remote) => remote.setPaused(paused));
  }

  subscribe(listener: (event: WorkerEvent) => void): Promise<void> {
    return this.#call((remote) => remote.subscribe(proxy(listener)));
  }

  ping(): Promise<Heartbeat> {
    return this.#call((remote) => remote.ping());
  }

  resources(): Promise<ResourceCounts> {
    return this.#call((remote) => remote.resources());
  }

  placement(): Promise<readonly NodePlacement[]> {
    return this.#call((remote) => remote.placement());
  }

  timeRuns(count: number): Promise<number[]> {
    return this.#call((remote) => remote.timeRuns(count));
  }

  loseDevice(): Promise<void> {
    return this.#call((remote) => remote.loseDevice());
  }

  /** Frees what the worker holds; `terminate` afterwards ends it. */
  dispose(): Promise<void> {
    return this.#call((remote) => remote.dispose());
  }

  /** Ends the worker whatever it does. Its canvas keeps the last picture. Calls under way reject with `reason`. */
  terminate(reason = 'The vision worker was ended.'): void {
    this.#end(new VitrineError('stuck', reason));
    // Comlink remembers its proxy by the worker, and the worker leads to the proxy: by itself neither would ever go.
    if (!this.#isReleased) this.#remote[releaseProxy]();
    this.#isReleased = true;
    this.#worker.terminate();
  }

  #end(error: VitrineError): void {
    this.#failure ??= error;
    for (const reject of this.#underWay) reject(this.#failure);
    this.#underWay.clear();
  }

  /** No race against a promise that lives as long as the worker: every heart-beat would leave a reaction in it. */
  #call<T>(ask: (remote: Remote<InferenceApi>) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#failure) return reject(this.#failure);
      this.#underWay.add(reject);
      const settle = () => this.#underWay.delete(reject);
      // When the worker ends first, an answer that fails later has nobody to tell: the promise is settled.
      ask(this.#remote)
        .then(resolve, reject)
        .finally(settle)
        .catch(() => undefined);
    });
  }
}

/** Starts the worker that hosts onnxruntime. */
export function startInference(): InferenceClient {
  return new InferenceClient(
    new Worker(new URL('./inference.worker.ts', import.meta.url), { type: 'module', name: 'inference' }),
  );
}
