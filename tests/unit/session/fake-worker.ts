import { VitrineError, type ErrorData } from '#core/errors/vitrine-error.ts';
import type { OpenReport, OpenRequest, SourceHandle, WorkerEvent } from '#workers/inference/inference.api.ts';
import type { HostKind, WorkerClient } from '#session/worker-host.ts';

const report: OpenReport = {
  engine: 'ort-wasm',
  decision: undefined,
  threads: 2,
  precision: 'fp32',
  graphCapture: false,
  roundTrip: false,
  notes: [],
  sessionCreateMs: 1,
  firstInferenceMs: 1,
};

/** A worker's client whose behaviour tests set; it records what it was asked. */
export class FakeWorker implements WorkerClient {
  readonly kind: HostKind;
  readonly log: string[] = [];
  readonly opened: Omit<OpenRequest, 'id'>[] = [];
  canvases = 0;
  sources: SourceHandle[] = [];
  isSilent = false;
  /** What the next open fails with. */
  failure: ErrorData | undefined;
  #emit: (event: WorkerEvent) => void = () => undefined;
  #end: (error: Error) => void = () => undefined;
  readonly #ended = new Promise<never>((_, reject) => (this.#end = reject));

  constructor(kind: HostKind) {
    this.kind = kind;
    this.#ended.catch(() => undefined);
  }

  emit(event: WorkerEvent): void {
    this.#emit(event);
  }

  showFrame(): void {
    this.emit({
      type: 'frame',
      report: {
        atMs: performance.now(),
        timestampUs: 0,
        frame: { width: 64, height: 64 },
        timings: { captureMs: 0, preprocessMs: 0, inferenceMs: 0, decodeMs: 0, drawMs: 0, ageMs: 0 },
        counts: { captured: 1, inferred: 1, displayed: 1, dropped: 0 },
        summary: undefined,
      },
    });
  }

  probe = () => this.#answer('probe', new Promise<never>(() => undefined));
  attachCanvas = () => {
    this.canvases++;
    return this.#answer('attachCanvas', Promise.resolve());
  };
  open = async (request: Omit<OpenRequest, 'id'>, _onProgress: unknown, signal: AbortSignal) => {
    this.opened.push(request);
    await this.#answer('open', Promise.resolve());
    signal.throwIfAborted();
    const { failure } = this;
    this.failure = undefined;
    if (failure) throw new VitrineError(failure.code, failure.message);
    return { ...report, engine: request.engine === 'auto' ? 'ort-wasm' : request.engine };
  };
  closeModel = () => this.#answer('closeModel', Promise.resolve());
  attachSource = (source: SourceHandle) => {
    this.sources.push(source);
    return this.#answer('attachSource', Promise.resolve());
  };
  detachSource = () => this.#answer('detachSource', Promise.resolve());
  setLook = () => this.#answer('setLook', Promise.resolve());
  setMaps = () => this.#answer('setMaps', Promise.resolve());
  classAt = () => this.#answer('classAt', Promise.resolve(3));
  setBackground = () => this.#answer('setBackground', Promise.resolve());
  setPaused = () => this.#answer('setPaused', Promise.resolve());
  subscribe = (listener: (event: WorkerEvent) => void) => {
    this.#emit = listener;
    return Promise.resolve();
  };
  ping = () => {
    const counts = { captured: 0, inferred: 0, displayed: 0, dropped: 0 };
    return this.#answer('ping', Promise.resolve({ frameAgeMs: 0, stillMs: 0, counts }));
  };
  resources = () =>
    this.#answer(
      'resources',
      Promise.resolve({
        gpuBuffers: 0,
        gpuBufferBytes: 0,
        gpuTextures: 0,
        gpuTextureBytes: 0,
        openFrames: 0,
      }),
    );
  placement = () => this.#answer('placement', Promise.resolve([]));
  timeRuns = () => this.#answer('timeRuns', Promise.resolve<number[]>([]));
  loseDevice = () => this.#answer('loseDevice', Promise.resolve());
  dispose = () => this.#answer('dispose', Promise.resolve());
  terminate = (reason = '') => {
    this.log.push('terminate');
    this.#end(new VitrineError('stuck', reason));
  };

  #answer<T>(call: string, answer: Promise<T>): Promise<T> {
    this.log.push(call);
    return Promise.race([this.isSilent ? new Promise<never>(() => undefined) : answer, this.#ended]);
  }
}
