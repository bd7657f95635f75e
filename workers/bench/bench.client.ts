import { proxy, transfer, wrap, type Remote } from 'comlink';
import type { EngineId } from '#core/engine-id.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { SourceHandle } from '#media/source-handle.ts';
import type { Plan } from '#bench/plan.ts';
import type { Accuracy } from '#bench/report.ts';
import { carrierOf } from '../carrier-of.ts';
import { installThrowHandler } from '../throw-handler.ts';
import type {
  BenchApi,
  CellInspected,
  CellMeasured,
  CellOpened,
  CellRequest,
  CellStage,
  FillerRequest,
  MachineDescription,
  MadeModel,
  NaiveMeasured,
  Round,
} from './bench.api.ts';

installThrowHandler();

/** What a worker that died by itself rejects with; the page's words for it are the bench's. */
export const CRASHED = 'The cell’s worker crashed.';

/** The page's side of a cell's worker. No call outlives it: `terminate`, and a script that fails, reject all under way. */
export class BenchClient {
  readonly #worker: Worker;
  readonly #remote: Remote<BenchApi>;
  readonly #ended: Promise<never>;
  readonly #startedMs = performance.timeOrigin + performance.now();
  #end: (error: VitrineError) => void = () => undefined;

  /** Takes the worker over. */
  constructor(worker: Worker) {
    this.#worker = worker;
    this.#remote = wrap<BenchApi>(worker);
    this.#ended = new Promise((_, reject) => (this.#end = reject));
    this.#ended.catch(() => undefined);
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      const detail = event.message || 'the script could not be loaded';
      this.#end(new VitrineError('internal', CRASHED, { detail }));
    });
  }

  describe(): Promise<MachineDescription> {
    return this.#call(this.#remote.describe());
  }

  reference(withGpu: boolean): Promise<{ ms: number; gpuMs: number | undefined }> {
    return this.#call(this.#remote.reference(withGpu));
  }

  open(request: Omit<CellRequest, 'startedMs'>, onStage: (stage: CellStage) => void): Promise<CellOpened> {
    return this.#call(this.#remote.open({ ...request, startedMs: this.#startedMs }, proxy(onStage)));
  }

  measure(round: Round, onStage: (stage: CellStage) => void): Promise<CellMeasured> {
    return this.#call(this.#remote.measure(round, proxy(onStage)));
  }

  inspect(): Promise<CellInspected> {
    return this.#call(this.#remote.inspect());
  }

  judge(pictures: number, onStage: (stage: CellStage) => void): Promise<Accuracy | undefined> {
    return this.#call(this.#remote.judge(pictures, proxy(onStage)));
  }

  make(request: FillerRequest): Promise<MadeModel> {
    return this.#call(this.#remote.make(request));
  }

  /** Transfers the source. */
  naive(
    request: Omit<CellRequest, 'startedMs'>,
    source: SourceHandle,
    runs: Plan['runs'],
    onStage: (stage: CellStage) => void,
  ): Promise<NaiveMeasured> {
    const whole = { ...request, startedMs: this.#startedMs };
    const handle = transfer(source, [carrierOf(source)]);
    return this.#call(this.#remote.naive(whole, handle, runs, proxy(onStage)));
  }

  peak(engine: EngineId, threads: number): Promise<{ gemmGmacPerSecond: number; copyGBPerSecond: number }> {
    return this.#call(this.#remote.peak(engine, threads));
  }

  loseDevice(): Promise<void> {
    return this.#call(this.#remote.loseDevice());
  }

  /** Ends the worker whatever it does. Calls under way reject with `reason`. */
  terminate(reason: VitrineError): void {
    this.#end(reason);
    this.#worker.terminate();
  }

  #call<T>(answer: Promise<T>): Promise<T> {
    answer.catch(() => undefined);
    return Promise.race([answer, this.#ended]);
  }
}

/** A fresh worker, for one cell. */
export function startBench(): BenchClient {
  return new BenchClient(
    new Worker(new URL('./bench.worker.ts', import.meta.url), { type: 'module', name: 'bench' }),
  );
}
