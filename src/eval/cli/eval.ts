/** npm run eval: a model on labelled pictures; `--help` says how. */
import { isAbort, toErrorData } from '#core/errors/vitrine-error.ts';
import { UsageError } from '#models/prepare/cli/arguments.ts';
import { HELP, readArguments } from './arguments.ts';
import { runEvaluation } from './run.ts';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => stop.abort(new DOMException('stopped', 'AbortError')));
}

process.exitCode = await main(process.argv.slice(2)).catch(report);

async function main(words: readonly string[]): Promise<number> {
  const args = readArguments(words);
  if (args === 'help') {
    console.log(HELP);
    return 0;
  }
  const command = `npm run eval -- ${words.join(' ')}`;
  const { report, folder } = await runEvaluation(args, { command, signal: stop.signal, onProgress });
  if (process.stderr.isTTY) process.stderr.write('\n');
  for (const { name, value, unit } of report.figures) {
    console.log(`${name.padEnd(16)} ${value?.toFixed(4) ?? 'nothing to measure'} ${unit}`);
  }
  const rate = report.speed.picturesPerSecond;
  console.log(
    `${report.model.id} ${report.model.size} on ${report.data.samples} pictures (${report.data.layout})` +
      `${rate === undefined ? '' : `, ${rate.toFixed(2)} pictures a second`}; report in ${folder}`,
  );
  return 0;
}

/** On a terminal a line that is written over; in a log one every tenth of the way. */
function onProgress(done: number, total: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${total}`);
  else if (done === total || done % Math.ceil(total / 10) === 0) console.error(`${done} of ${total}`);
}

function report(error: unknown): number {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\`npm run eval -- --help\` says what there is.`);
    return 2;
  }
  if (isAbort(error)) console.error('Stopped; the same command goes on from here.');
  else console.error(toErrorData(error).message);
  // As the shell has it: 130 for what was stopped by hand.
  return isAbort(error) ? 130 : 1;
}
