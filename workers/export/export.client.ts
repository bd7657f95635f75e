import { proxy, wrap, type Remote } from 'comlink';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { InputSpec } from '#core/io-spec.ts';
import type { Size } from '#core/geometry.ts';
import type { UserModel } from '#session/user-models/user-model.ts';
import { installThrowHandler } from '../throw-handler.ts';
import type { BuildRequest, BuildStep, DeclaredTensor, ExportApi, Inspected } from './export.api.ts';

installThrowHandler();

/** A hostile file may keep its reader busy for ever; honest ones take a second (guessed, for slow devices). */
const READ_LIMIT_MS = 30_000;
/** Each step of building; half precision of the largest networks takes some seconds (guessed, for slow devices). */
const STEP_LIMIT_MS = 90_000;

/**
 * The page's side of the export worker, which lives from call to call: cancelling a call, or its taking too long, ends
 * the worker whatever it does, and the next call starts another.
 */
export class ExportClient {
  #running: { worker: Worker; remote: Remote<ExportApi>; ended: Promise<never> } | undefined;

  inspect(file: File, signal: AbortSignal): Promise<Inspected> {
    return this.#call(signal, READ_LIMIT_MS, (remote): Promise<Inspected> => remote.inspect(file));
  }

  outputsAt(
    file: File,
    size: Size,
    layout: InputSpec['layout'],
    signal: AbortSignal,
  ): Promise<DeclaredTensor[]> {
    return this.#call(signal, READ_LIMIT_MS, (remote) => remote.outputsAt(file, size, layout));
  }

  build(request: BuildRequest, onStep: (step: BuildStep) => void, signal: AbortSignal): Promise<UserModel> {
    return this.#call(signal, STEP_LIMIT_MS, (remote, isAlive) =>
      remote.build(
        request,
        proxy((step: BuildStep) => {
          isAlive();
          if (!signal.aborted) onStep(step);
        }),
      ),
    );
  }

  /** Ends the worker; a call under way rejects with code `aborted`. */
  terminate(): void {
    this.#running?.worker.terminate();
    this.#running = undefined;
  }

  async #call<T>(
    signal: AbortSignal,
    limitMs: number,
    call: (remote: Remote<ExportApi>, isAlive: () => void) => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted();
    const { remote, ended } = (this.#running ??= start());
    let timer: ReturnType<typeof setTimeout> | undefined;
    let onAbort = () => undefined as void;
    const stopped = new Promise<never>((_, reject) => {
      onAbort = () => reject(new VitrineError('aborted', 'It was cancelled.'));
      signal.addEventListener('abort', onAbort, { once: true });
    });
    let isAlive = () => undefined as void;
    const late = new Promise<never>((_, reject) => {
      isAlive = () => {
        clearTimeout(timer);
        const seconds = limitMs / 1000;
        const message = `This file took longer than ${seconds} s, so reading it was given up.`;
        timer = setTimeout(() => reject(new VitrineError('bad-file', message)), limitMs);
      };
      isAlive();
    });
    try {
      const answer = call(remote, isAlive);
      // When something else ends the call, an answer that fails later has nobody to tell.
      answer.catch(() => undefined);
      return await Promise.race([answer, stopped, late, ended]);
    } catch (error) {
      // A worker that failed may be short of memory or still busy: the next file gets a fresh one.
      this.terminate();
      throw error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  }
}

function start() {
  const worker = new Worker(new URL('./export.worker.ts', import.meta.url), {
    type: 'module',
    name: 'export',
  });
  const ended = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) => {
      const detail = message || 'the script could not be loaded';
      reject(new VitrineError('internal', 'The export worker failed.', { detail }));
    });
  });
  ended.catch(() => undefined);
  return { worker, remote: wrap<ExportApi>(worker), ended };
}
