/**
 * Files that are broken or that mean harm, each read as a person's own file is. Every one must be refused with a named
 * reason within a second and 256 MB; a crash, a hang, an error without a name and an acceptance are misses.
 *   npm run bar:hostile
 *   npm run bar:hostile -- --only zip     only the kinds with that in their name, each file on a line; in Node alone
 */
import { fork, type ChildProcess } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromiumPath } from '#tests/helpers/chromium.ts';
import { verdict } from './bench-report.ts';
import { hostileHdf5, hostileSafetensors } from './hostile/arrays.ts';
import type { HostileFile } from './hostile/hostile-file.ts';
import { hostileOnnx } from './hostile/onnx.ts';
import {
  callingPickles,
  cutPickles,
  endlessPickles,
  impossibleTensors,
  soundFile,
} from './hostile/pickles.ts';
import { inBrowser } from './hostile/in-browser.ts';
import type { Outcome } from './hostile/reader.ts';
import { hostileTfjs, hostileTflite } from './hostile/tensorflow.ts';
import { hostileZips } from './hostile/zips.ts';

/** The bars of the issue. */
const LEAST_FILES = 300;
const MOST_MS = 1000;
const MOST_BYTES = 256 * 2 ** 20;
/** A file that has not been answered by then hangs; generous, since other work may slow the machine. */
const HANG_MS = 60_000;

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const files = [
  ...callingPickles(),
  ...endlessPickles(),
  ...impossibleTensors(),
  ...hostileZips(),
  ...hostileSafetensors(),
  ...(await hostileHdf5()),
  ...hostileOnnx(),
  ...hostileTfjs(),
  ...hostileTflite(),
  ...cutPickles(),
].filter(({ kind }) => kind.includes(values.only ?? ''));

console.log(
  `machine: ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}`,
);
console.log(
  'each file in a process that has read others before it; time is the processor time of reading it, memory the',
);
console.log('growth of the process at its largest; a heap above 256 MB ends the process');
const rows = new Map<
  string,
  { files: number; worstMs: number; worstBytes: number; codes: Map<string, number> }
>();
const missed: string[] = [];
let child: ChildProcess | undefined;
const control = await outcomeOf(soundFile());
if (typeof control === 'string' || control.refusal)
  missed.push('the sound file was not read: nothing is shown');
for (const file of files) note(file, await outcomeOf(file));
child?.kill();
if (values.only === undefined) await browserPart();
print();

async function browserPart(): Promise<void> {
  if (chromiumPath() === undefined)
    return console.log('no Chromium here: the part in the browser is left out');
  const { browser, files: count, missed: there, isAlive } = await inBrowser(files, soundFile());
  console.log(
    `Chromium ${browser}: ${count} files in one export worker, ${count - there.length} refused by name`,
  );
  missed.push(...there);
  if (!isAlive) missed.push('the export worker did not read a sound file after them');
}

function note(file: HostileFile, outcome: Outcome | string): void {
  const name = `${file.kind}: ${file.name}`;
  const row = rows.get(file.kind) ?? {
    files: 0,
    worstMs: 0,
    worstBytes: 0,
    codes: new Map<string, number>(),
  };
  rows.set(file.kind, row);
  row.files++;
  if (typeof outcome === 'string') return void missed.push(`${name} ${outcome}`);
  const { refusal, cpuMs, peakBytes } = outcome;
  if (values.only !== undefined) console.log(`  ${name}: ${refusal?.message ?? 'READ'}`);
  row.worstMs = Math.max(row.worstMs, cpuMs);
  row.worstBytes = Math.max(row.worstBytes, peakBytes);
  row.codes.set(refusal?.code ?? 'read', (row.codes.get(refusal?.code ?? 'read') ?? 0) + 1);
  if (!refusal) missed.push(`${name} was read`);
  else if (!refusal.isNamed) missed.push(`${name} gave ${refusal.code}: ${refusal.message}`);
  if (cpuMs > MOST_MS) missed.push(`${name} took ${cpuMs.toFixed(0)} ms`);
  if (peakBytes > MOST_BYTES) missed.push(`${name} took ${megabytes(peakBytes)} MB`);
}

function print(): void {
  console.log('| kind | files | refused as | longest ms | most MB |\n|---|---|---|---|---|');
  for (const [kind, { files: count, worstMs, worstBytes, codes }] of rows) {
    const reasons = [...codes].map(([code, times]) => `${code} ${times}`).join(', ');
    console.log(`| ${kind} | ${count} | ${reasons} | ${worstMs.toFixed(0)} | ${megabytes(worstBytes)} |`);
  }
  missed.forEach((line) => console.log(`MISSED ${line}`));
  const isWhole = values.only !== undefined || files.length >= LEAST_FILES;
  const [ms, bytes] = [
    Math.max(...[...rows.values()].map((row) => row.worstMs)),
    Math.max(...[...rows.values()].map((row) => row.worstBytes)),
  ];
  const figure = `bar:hostile ${files.length - missed.length} of ${files.length} files refused by name, at most ${ms.toFixed(0)} ms and ${megabytes(bytes)} MB`;
  verdict(
    isWhole && missed.length === 0,
    `${figure} (limits ${MOST_MS} ms, 256 MB, at least ${LEAST_FILES} files)`,
  );
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}

/** What the reader says, or in words why it says nothing. */
async function outcomeOf(file: HostileFile): Promise<Outcome | string> {
  const reader = (child ??= await start());
  const answer = await new Promise<Outcome | string>((resolve) => {
    const timer = setTimeout(() => done(`was not answered in ${HANG_MS / 1000} s`), HANG_MS);
    const done = (result: Outcome | string): void => {
      clearTimeout(timer);
      reader.removeAllListeners('message');
      reader.removeAllListeners('exit');
      resolve(result);
    };
    reader.on('message', (outcome: Outcome) => done(outcome));
    reader.on('exit', (code, signal) => done(`ended the process (${signal ?? code})`));
    reader.send(file);
  });
  if (typeof answer === 'string') {
    reader.kill('SIGKILL');
    child = undefined;
  }
  return answer;
}

function start(): Promise<ChildProcess> {
  const reader = fork(join(import.meta.dirname, 'hostile/reader.ts'), {
    serialization: 'advanced',
    execArgv: [...process.execArgv, '--expose-gc', '--max-old-space-size=256'],
  });
  return new Promise((resolve, reject) => {
    reader.once('message', () => resolve(reader));
    reader.once('error', reject);
  });
}
