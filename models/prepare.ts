/**
 * npm run models [list | prepare [id ...] [--task <task>] | verify]: fetches, checks, exports and writes public/models.
 * An id is `model` or `model/variant`; without one, and without a command, everything is made. See README.md.
 */
import { parseArgs } from 'node:util';
import { isAbort, toErrorData } from '#core/errors/vitrine-error.ts';
import { list, prepare, start, verify } from './prepare/commands.ts';
import { lineReporter, terminalReporter } from './prepare/report.ts';

const USAGE = `npm run models                          make everything (or: npm run models prepare --all)
npm run models list                     what there is, and what is ready
npm run models prepare <id> [<id> ...]  make these; an id is model or model/variant
npm run models prepare --task <task>    make the models of one task
npm run models verify                   compare every file with its recorded hash

VITRINE_MIRROR  a folder or URL with files named by their SHA-256, looked up before the pinned addresses
VITRINE_CACHE   where downloads are kept (node_modules/.cache/vitrine)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    start: { type: 'boolean' },
    /** The default of `prepare`; may be said. */
    all: { type: 'boolean' },
    task: { type: 'string' },
    /** Progress as the lines that the server passes on (model-catalog.api.ts). */
    lines: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
});

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => stop.abort(new DOMException('stopped', 'AbortError')));
}

const reporter = values.lines ? lineReporter() : terminalReporter();
const context = { reporter, signal: stop.signal, sources: { mirror: process.env['VITRINE_MIRROR'] } };

async function run(): Promise<number> {
  const [command = 'prepare', ...ids] = positionals;
  if (values.help) {
    reporter.say(USAGE);
    return 0;
  }
  if (values.start) return start(context);
  switch (command) {
    case 'list':
      return list(reporter.say);
    case 'prepare':
      return prepare({ ids, task: values.task }, context);
    case 'verify':
      return verify(reporter.say, stop.signal);
    default:
      reporter.say(`There is no command ${command}.\n\n${USAGE}`);
      return 2;
  }
}

try {
  process.exitCode = await run();
} catch (error) {
  if (values.lines) reporter.failed('', error);
  else if (isAbort(error))
    reporter.say('Stopped; a download that was under way is kept and goes on from there.');
  else reporter.say(toErrorData(error).message);
  // As the shell has it: 130 for what was stopped by hand.
  process.exitCode = isAbort(error) ? 130 : 1;
}
