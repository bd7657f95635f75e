import type { BenchClient } from '#workers/bench/bench.client.ts';
import { hung } from './cell-end.ts';

/** A worker for one piece of work, with a time limit that runs only while it is the work's turn. Ended by `end` alone. */
export class LimitedWorker {
  readonly client: BenchClient;
  readonly #seconds: number;
  readonly #signal: AbortSignal;
  readonly #aborted: Promise<never>;
  #abort: () => void = () => undefined;
  #leftMs = 0;
  #armedAtMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Throws where `signal` is aborted. The limit begins at once: until the script itself answers. */
  constructor(start: () => BenchClient, seconds: number, signal: AbortSignal) {
    signal.throwIfAborted();
    this.client = start();
    this.#seconds = seconds;
    this.#signal = signal;
    this.#aborted = new Promise<never>((_, reject) => {
      this.#abort = () =>
        reject(signal.reason instanceof Error ? signal.reason : new DOMException('', 'AbortError'));
    });
    this.#aborted.catch(() => undefined);
    signal.addEventListener('abort', this.#abort, { once: true });
    this.restart();
  }

  /** The whole limit anew: a slow line is no slow model, so it begins once the bytes are there. */
  restart(): void {
    this.#leftMs = this.#seconds * 1000;
    this.resume();
  }

  /** So much more: of time in which it waits. */
  allow(ms: number): void {
    this.#leftMs += ms;
    this.resume();
  }

  /** Others run meanwhile. */
  pause(): void {
    clearTimeout(this.#timer);
    this.#leftMs -= performance.now() - this.#armedAtMs;
  }

  resume(): void {
    clearTimeout(this.#timer);
    this.#armedAtMs = performance.now();
    this.#timer = setTimeout(() => this.client.terminate(hung(this.#seconds)), this.#leftMs);
  }

  /** `work`, unless the run is cancelled before. */
  race<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#aborted]);
  }

  end(): void {
    this.#signal.removeEventListener('abort', this.#abort);
    clearTimeout(this.#timer);
    this.client.terminate(hung(this.#seconds));
  }
}

/** A worker for this work alone, ended in every case. */
export async function withWorker<T>(
  start: () => BenchClient,
  seconds: number,
  signal: AbortSignal,
  work: (limited: LimitedWorker) => Promise<T>,
): Promise<T> {
  const limited = new LimitedWorker(start, seconds, signal);
  try {
    return await limited.race(work(limited));
  } finally {
    limited.end();
  }
}
