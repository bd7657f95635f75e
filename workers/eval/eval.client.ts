import { proxy, wrap } from 'comlink';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { installThrowHandler } from '../throw-handler.ts';
import type { EvaluationApi, EvaluationRequest, EvaluationResult } from './eval.api.ts';

installThrowHandler();

/** One evaluation in a worker of its own, which ends with it; aborting ends it whatever it does. */
export async function evaluateInWorker(
  request: EvaluationRequest,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<EvaluationResult> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./eval.worker.ts', import.meta.url), { type: 'module', name: 'eval' });
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      const detail = event.message || 'the script could not be loaded';
      reject(new VitrineError('internal', 'The worker of the evaluation crashed.', { detail }));
    });
  });
  try {
    return await Promise.race([wrap<EvaluationApi>(worker).run(request, proxy(onProgress)), ended]);
  } finally {
    ended.catch(() => undefined);
    worker.terminate();
  }
}
