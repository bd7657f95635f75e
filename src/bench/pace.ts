import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { BenchClient } from '#workers/bench/bench.client.ts';
import type { DriftPoint } from './drift.ts';
import type { Report } from './report.ts';
import { shortened } from './summary.ts';

const ENDED = new VitrineError('aborted', 'The bench is over.');

/** More threads would tell no more of the machine, and each is a worker with its script. */
const MOST_THREADS = 8;

/** Workers that do nothing but the reference workload, one alone and then all, between turns: its times are the drift line. */
export class Pace {
  readonly #start: () => BenchClient;
  readonly #threads: number;
  #workers: BenchClient[] = [];

  /** `threads`: as many as cells use. On fewer, what keeps one processor busy would be seen in cells only. */
  constructor(start: () => BenchClient, threads: number) {
    this.#start = start;
    this.#threads = Math.min(Math.max(1, threads), MOST_THREADS);
  }

  /** One point, or none where a worker died: the run goes on without it. `withGpu`: of the GPU as well. */
  async point({ startedAt }: Report, withGpu: boolean): Promise<DriftPoint[]> {
    try {
      if (this.#workers.length === 0) await this.#open();
      const { ms, gpuMs } = await this.#workers[0]!.reference(withGpu);
      const allMs = this.#threads > 1 ? await this.#all() : undefined;
      const atSeconds = shortened((Date.now() - Date.parse(startedAt)) / 1000);
      return [
        {
          atSeconds,
          ms: shortened(ms),
          ...(allMs === undefined ? {} : { allMs: shortened(allMs) }),
          ...(gpuMs === undefined ? {} : { gpuMs: shortened(gpuMs) }),
        },
      ];
    } catch {
      this.end();
      return [];
    }
  }

  end(): void {
    for (const worker of this.#workers) worker.terminate(ENDED);
    this.#workers = [];
  }

  /** Loads and compiles, which takes each worker its own time: from then on they begin together. */
  async #open(): Promise<void> {
    this.#workers = Array.from({ length: this.#threads }, () => this.#start());
    await this.#all();
  }

  /** Milliseconds of the slowest. */
  async #all(): Promise<number> {
    const found = await Promise.all(this.#workers.map((worker) => worker.reference(false)));
    return Math.max(...found.map(({ ms }) => ms));
  }
}
