/** Hands groups of samples to threads, each with a network of its own, until all are done. */
import type { Worker } from 'node:worker_threads';
import { fromErrorData, type ErrorData } from '#core/errors/vitrine-error.ts';
import type { SampleOutcome } from '../evaluate.ts';
import type { Sample } from '../labelled-data.ts';
import type { EvaluationArguments } from './arguments.ts';
import { startThread } from './start-thread.ts';

export type ThreadAnswer = { idle: true } | { outcome: SampleOutcome } | { error: ErrorData };

/** Single pictures go in handfuls, so that the next is read while the network runs; the last ones stay spread. */
const MOST_AT_ONCE = 8;

export interface ThreadsRequest {
  args: EvaluationArguments;
  threads: number;
  /** Each stays in one thread. */
  groups: readonly (readonly Sample[])[];
  /** The first thread has its network and begins. */
  onReady: () => void;
  onOutcome: (outcome: SampleOutcome) => void;
  signal: AbortSignal;
}

export async function runThreads(request: ThreadsRequest): Promise<void> {
  const { args, threads, groups, onReady, onOutcome, signal } = request;
  signal.throwIfAborted();
  const waiting = [...groups];
  let isReady = false;
  const workers = Array.from({ length: Math.min(threads, groups.length) }, () =>
    startThread(import.meta.resolve('./eval-thread.ts'), args),
  );
  const stopped = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
  );
  const handful = () => Math.max(1, Math.min(MOST_AT_ONCE, Math.floor(waiting.length / workers.length / 2)));
  const drive = (worker: Worker) =>
    new Promise<void>((resolve, reject) => {
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new Error(`a thread of the evaluation ended (${code})`)));
      worker.on('message', (message: ThreadAnswer) => {
        if ('error' in message) return reject(fromErrorData(message.error));
        if ('outcome' in message) return onOutcome(message.outcome);
        if (!isReady) onReady();
        isReady = true;
        const groups = waiting.splice(0, handful());
        if (groups.length === 0) resolve();
        else worker.postMessage(groups.flat().map(({ name }) => name));
      });
    });
  try {
    await Promise.race([Promise.all(workers.map(drive)), stopped]);
  } finally {
    stopped.catch(() => undefined);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
