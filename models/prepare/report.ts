/** What the command says while it works: to a person, or as lines for the server. */
import { clearLine, cursorTo } from 'node:readline';
import { toErrorData } from '#core/errors/vitrine-error.ts';
import type { FetchLine } from '#session/model-catalog.api.ts';

export type Stage = 'download' | 'verify' | 'export';

export interface Reporter {
  /** A sentence that stays. */
  say: (line: string) => void;
  /** How far a stage is; `what` names the model. Called often. */
  progress: (what: string, stage: Stage, loaded: number, total: number) => void;
  /** `what` is ready. */
  done: (what: string) => void;
  /** `what` could not be made ready. */
  failed: (what: string, error: unknown) => void;
}

const MIN_REDRAW_MS = 80;

/** Plain lines; on a terminal also one line of progress that redraws itself. */
export function terminalReporter(out: NodeJS.WriteStream = process.stdout): Reporter {
  let lastDrawn = 0;
  const clear = () => {
    if (!out.isTTY) return;
    cursorTo(out, 0);
    clearLine(out, 0);
  };
  const say = (line: string) => {
    clear();
    out.write(`${line}\n`);
  };
  return {
    say,
    progress(what, stage, loaded, total) {
      const now = performance.now();
      if (!out.isTTY || (now - lastDrawn < MIN_REDRAW_MS && loaded < total)) return;
      lastDrawn = now;
      clear();
      const amount =
        stage === 'export' ? `${loaded} of ${total} files` : `${megabytes(loaded)} of ${megabytes(total)}`;
      out.write(`  ${what}: ${stage} ${amount}`);
    },
    done: () => clear(),
    failed: (what, error) => say(`  ${what}: ${toErrorData(error).message}`),
  };
}

/** The lines of the server's answer (model-catalog.api.ts), on standard output. */
export function lineReporter(out: NodeJS.WritableStream = process.stdout): Reporter {
  const write = (line: FetchLine) => out.write(`${JSON.stringify(line)}\n`);
  return {
    say: () => undefined,
    progress: (_what, stage, loaded, total) => write({ stage, loaded, total }),
    done: () => write({ done: true }),
    failed: (_what, error) => write({ error: toErrorData(error) }),
  };
}

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
