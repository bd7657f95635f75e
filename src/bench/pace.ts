import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { BenchClient } from '#workers/bench/bench.client.ts';
import type { DriftPoint } from './drift.ts';
import type { Report } from './report.ts';
import { shortened } from './summary.ts';

const ENDED = new VitrineError('aborted', 'The bench is over.');

/** A worker that does nothing but the reference workload, between cells: its times are the drift line. */
export class Pace {
  readonly #start: () => BenchClient;
  #worker: BenchClient | undefined;

  constructor(start: () => BenchClient) {
    this.#start = start;
  }

  /** One point, or none where the worker died: the run goes on without it. `withGpu`: of the GPU as well. */
  async point({ startedAt }: Report, withGpu: boolean): Promise<DriftPoint[]> {
    try {
      this.#worker ??= this.#start();
      const { ms, gpuMs } = await this.#worker.reference(withGpu);
      const atSeconds = shortened((Date.now() - Date.parse(startedAt)) / 1000);
      return [{ atSeconds, ms: shortened(ms), ...(gpuMs === undefined ? {} : { gpuMs: shortened(gpuMs) }) }];
    } catch {
      this.end();
      return [];
    }
  }

  end(): void {
    this.#worker?.terminate(ENDED);
    this.#worker = undefined;
  }
}
