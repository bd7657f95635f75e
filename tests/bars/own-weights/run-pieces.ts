import { fromErrorData } from '#core/errors/vitrine-error.ts';
import { startThread } from '#eval/cli/start-thread.ts';
import type { PieceAnswer } from './piece-thread.ts';
import type { Outcome, Piece } from './piece.ts';

/** The outcome of each piece, in their order; `threads` of them at once, on data in the folder `root`. */
export async function runPieces(pieces: readonly Piece[], threads: number, root: string): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let next = 0;
  const workers = Array.from({ length: Math.min(threads, pieces.length) }, () =>
    startThread(import.meta.resolve('./piece-thread.ts'), root),
  );
  const drive = (worker: (typeof workers)[number]) =>
    new Promise<void>((resolve, reject) => {
      let at = -1;
      const go = () => {
        at = next++;
        if (at < pieces.length) worker.postMessage(pieces[at]);
        else resolve();
      };
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new Error(`a thread ended (${code})`)));
      worker.on('message', (message: PieceAnswer) => {
        if ('error' in message) return reject(fromErrorData(message.error));
        outcomes[at] = message.outcome;
        go();
      });
      go();
    });
  try {
    await Promise.all(workers.map(drive));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return outcomes;
}
