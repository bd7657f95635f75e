/**
 * npm run models [list | prepare | export | verify | card]: the model library at the command line. `--help` says how;
 * the same as functions: prepare/index.ts.
 */
import { isAbort, toErrorData } from '#core/errors/vitrine-error.ts';
import { readArguments, UsageError } from './prepare/cli/arguments.ts';
import { restoreOptions } from './prepare/cli/npm-options.ts';
import { consoleReporter, lineReporter } from './prepare/cli/reporters.ts';
import { run } from './prepare/cli/run.ts';

const args = restoreOptions(process.argv.slice(2), process.env);
const reporter = args.includes('--lines') ? lineReporter() : consoleReporter();

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => stop.abort(new DOMException('stopped', 'AbortError')));
}

try {
  const { command, offline } = readArguments(args);
  const sources = { mirror: process.env['VITRINE_MIRROR'], offline };
  process.exitCode = await run(command, { reporter, signal: stop.signal, sources });
} catch (error) {
  process.exitCode = report(error);
}

function report(error: unknown): number {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\`npm run models -- --help\` says what there is.`);
    return 2;
  }
  if (args.includes('--lines')) reporter.failed('', error);
  else if (isAbort(error))
    reporter.say('Stopped; a download that was under way is kept and goes on from there.');
  else console.error(toErrorData(error).message);
  // As the shell has it: 130 for what was stopped by hand.
  return isAbort(error) ? 130 : 1;
}
