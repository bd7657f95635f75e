/** The command's progress: to a person at a terminal, to a log, or as lines for the server. */
import type { WriteStream } from 'node:tty';
import { toErrorData } from '#core/errors/vitrine-error.ts';
import type { FetchLine } from '#session/model-catalog.api.ts';
import type { Reporter } from '../reporter.ts';
import { Bars } from './bars.ts';

export const consoleReporter = (out: WriteStream = process.stdout): Reporter =>
  out.isTTY ? terminalReporter(out) : plainReporter(out);

function terminalReporter(out: WriteStream): Reporter {
  const bars = new Bars(out);
  const say = (line: string) => bars.say(line);
  return {
    say,
    progress: (what, stage, loaded, total) => bars.set(what, { stage, loaded, total }),
    done: (what) => bars.remove(what),
    failed(what, error) {
      bars.remove(what);
      say(failure(what, error));
    },
  };
}

/** Where nothing can be redrawn: the beginning of each stage, and what came of it. */
function plainReporter(out: NodeJS.WritableStream): Reporter {
  const stages = new Map<string, string>();
  const say = (line: string) => void out.write(`${line}\n`);
  return {
    say,
    progress(what, stage) {
      if (stages.get(what) === stage) return;
      stages.set(what, stage);
      say(`  ${what}: ${stage}`);
    },
    done: (what) => void stages.delete(what),
    failed: (what, error) => say(failure(what, error)),
  };
}

const failure = (what: string, error: unknown): string => `  ${what}: ${toErrorData(error).message}`;

/** The lines of the server's answer (model-catalog.api.ts), on standard output. */
export function lineReporter(out: NodeJS.WritableStream = process.stdout): Reporter {
  const write = (line: FetchLine) => void out.write(`${JSON.stringify(line)}\n`);
  return {
    say: () => undefined,
    progress: (_what, stage, loaded, total) => write({ stage, loaded, total }),
    done: () => write({ done: true }),
    failed: (_what, error) => write({ error: toErrorData(error) }),
  };
}
