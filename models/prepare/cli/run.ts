/** The subcommands, worded for a person. Each resolves to the exit code; what they do is in the library beside. */
import { megabytes } from '#core/megabytes.ts';
import { basename } from 'node:path';
import type { ProgramConfig } from '#export/network-program.ts';
import {
  cardOf,
  exportCheckpoint,
  listModels,
  prepareForStart,
  prepareModels,
  subjectName,
  verifyModels,
  type PrepareContext,
} from '../index.ts';
import { readBytes, writeAtomically } from '../files.ts';
import { isEmbedded } from '../families.ts';
import { UsageError } from './arguments.ts';
import type { ExportArguments, Arguments } from './arguments.ts';
import { tableOf } from './table.ts';
import { USAGE } from './options.ts';

export async function run(command: Arguments, context: PrepareContext): Promise<number> {
  const { say } = context.reporter;
  switch (command.name) {
    case 'help':
      say(USAGE);
      return 0;
    case 'start':
      return start(context);
    case 'list':
      return list(command.task, context);
    case 'prepare': {
      const { failed } = await prepareModels(command, context);
      return failed.length === 0 ? 0 : 1;
    }
    case 'export':
      return exportOne(command, say);
    case 'verify':
      return verify(context);
    case 'card':
      say(await cardOf(command.id));
      return 0;
  }
}

async function list(task: string | undefined, { reporter, sources }: PrepareContext): Promise<number> {
  const models = await listModels({ task }, sources.mirror);
  const rows = models.map(({ id, task, licence, weights, sizeBytes, ready, files }) => [
    id,
    task,
    licence,
    weights,
    sizeBytes === undefined ? '-' : megabytes(sizeBytes),
    ready === files ? 'ready' : `${ready} of ${files} files`,
  ]);
  const head = ['model', 'task', 'licence of the weights', 'weights', 'size', 'prepared'];
  tableOf([head, ...rows]).forEach(reporter.say);
  return 0;
}

async function start(context: PrepareContext): Promise<number> {
  const { ready, failed } = await prepareForStart(context);
  const { say } = context.reporter;
  const needed = failed.filter(isEmbedded);
  if (needed.length > 0) {
    say(`Vitrine cannot start: ${needed.map(subjectName).join(', ')} could not be prepared.`);
    return 1;
  }
  const rest =
    failed.length === 0 ? '' : '; the others can be fetched later in the page or by `npm run models`';
  say(`Models: ${ready.length} of ${ready.length + failed.length} ready${rest}.`);
  return 0;
}

async function exportOne(command: ExportArguments, say: (line: string) => void): Promise<number> {
  const { id, checkpoints, size, precision, config, entry } = command;
  const read = checkpoints.map(async (path) => [basename(path), await readBytes(path)] as const);
  const files = new Map(await Promise.all(read));
  const exported = await exportCheckpoint({ id, files, size, precision, config, entry });
  const out = command.out ?? exported.file;
  if (checkpoints.includes(out)) throw new UsageError(`--out ${out} is the checkpoint itself`);
  await writeAtomically(out, exported.bytes);
  const settings = settingsOf(exported.subject.variant.config);
  say(`${out}: ${subjectName(exported.subject)}${settings}, ${megabytes(exported.bytes.length)}`);
  const shown = [exported.input, ...exported.outputs];
  shown.forEach(({ name, shape }, i) =>
    say(`  ${i === 0 ? 'input' : 'output'} ${name} [${shape.join(', ')}]`),
  );
  exported.notes.forEach((note) => say(`  ${note}`));
  return 0;
}

function settingsOf(config: ProgramConfig = {}): string {
  const settings = Object.entries(config).map(([name, value]) => `${name} ${String(value)}`);
  return settings.length === 0 ? '' : ` (${settings.join(', ')})`;
}

async function verify({ reporter: { say }, signal }: PrepareContext): Promise<number> {
  const verified = await verifyModels(signal);
  const broken = verified.filter(({ problem }) => problem !== undefined);
  broken.forEach(({ file, problem }) => say(`  ${file}: ${problem}`));
  say(`${verified.length - broken.length} of ${verified.length} files are as listed.`);
  if (broken.length > 0) say('Delete the broken ones and run `npm run models prepare`.');
  return broken.length === 0 ? 0 : 1;
}
