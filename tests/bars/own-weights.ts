/**
 * bar:own-weights: each file of weights that we trained gives the figures of its record (models/<id>/weights/<name>.json)
 * on its list of test pictures, its card says the same, and no test picture is on its list of training pictures. Run as
 * the app runs it: fp32, onnxruntime-web WASM in Node, on as many threads as there are cores, a network each.
 *   npm run bar:own-weights                   compare
 *   npm run bar:own-weights -- --only mcnn    one family
 *   npm run bar:own-weights -- --record       measure anew and write the records; cards are then edited by hand. What
 *                                             `npm run eval` does not measure goes into accuracy.json, too
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { keepAccuracy, rounded } from '#eval/cli/record.ts';
import { allSubjects, subjectName, type Subject } from '#models/prepare/families.ts';
import { familiesFolder } from '#models/prepare/paths.ts';
import { shared } from '#tests/helpers/shared-data.ts';
import { figuresOf, piecesOf, type Figures } from './own-weights/piece.ts';
import { runPieces } from './own-weights/run-pieces.ts';

/** In a figure's own unit: shares for mIoU, people for MAE, dB for PSNR. */
const TOLERANCE = 0.005;
/** More networks side by side than this cost memory, and this bar has its figures in minutes with two. */
const MOST_THREADS = 4;

/** What lies beside the weights. Lists have one picture a line, from the folder of labelled data. */
interface WeightsRecord {
  training: string;
  test: string;
  figures: Figures;
  /** Variants whose errors on the same pictures must not be smaller. */
  noWorseThan?: readonly string[];
}

/** Weights with their record, and the lists that it names. */
interface OwnWeights {
  subject: Subject;
  name: string;
  path: string;
  record: WeightsRecord;
  training: string[];
  test: string[];
}

const { values: options } = parseArgs({ options: { only: { type: 'string' }, record: { type: 'boolean' } } });
const data = shared('data');
if (data === undefined) throw new Error('no labelled data: set VITRINE_DATA to the shared folder');
const missed: string[] = [];
const said: string[] = [];

const all = (await allSubjects()).map(read).filter((each) => each !== undefined);
const chosen = all.filter(({ subject: { manifest } }) => (options.only ?? manifest.id) === manifest.id);
const measured = await measureAll(chosen, data);
for (const own of chosen) await check(own);
missed.forEach((line) => console.log(`MISSED ${line}`));
console.log(`bar:own-weights ${missed.length === 0 ? 'held' : 'missed'}: ${said.join('; ')}`);
process.exit(missed.length === 0 ? 0 : 1);

function read(subject: Subject): OwnWeights | undefined {
  const { manifest, variant } = subject;
  if (variant.source.from !== 'own') return undefined;
  const path = join(familiesFolder, manifest.id, variant.source.path.replace(/\.\w+$/, '.json'));
  const name = subjectName(subject);
  if (!existsSync(path)) {
    missed.push(`${name} has no record at ${path}`);
    return undefined;
  }
  const record = JSON.parse(readFileSync(path, 'utf8')) as WeightsRecord;
  const readList = (file: string) =>
    readFileSync(join(dirname(path), file), 'utf8')
      .split('\n')
      .filter(Boolean);
  return {
    subject,
    name,
    path,
    record,
    training: readList(record.training),
    test: readList(record.test),
  };
}

/** Figures of each, and of those that it must not be worse than, by their names and the test list's. */
async function measureAll(weights: readonly OwnWeights[], root: string): Promise<Map<string, Figures>> {
  const wanted = weights.flatMap((each) =>
    [each.name, ...(each.record.noWorseThan ?? [])].map((name) => ({
      key: keyOf(name, each),
      pieces: piecesOf(name, each.subject.manifest.task, each.test),
    })),
  );
  const pieces = wanted.flatMap((each) => each.pieces);
  const threads = Math.min(availableParallelism(), MOST_THREADS);
  const outcomes = await runPieces(pieces, threads, root);
  return new Map(
    wanted.map(({ key, pieces: own }) => [
      key,
      figuresOf(own.map((piece) => outcomes[pieces.indexOf(piece)]!)),
    ]),
  );
}

function keyOf(name: string, { path }: OwnWeights): string {
  return `${name} on the test list of ${path}`;
}

async function check(own: OwnWeights): Promise<void> {
  const { name, record, training, test } = own;
  const seen = new Set(training.map(stem));
  for (const each of test) if (seen.has(stem(each))) missed.push(`${name} has learnt from ${each}`);
  const figures = measured.get(keyOf(name, own))!;
  if (options.record) await keep(own, figures);
  else compare(name, record.figures, figures);
  const card = readFileSync(join(familiesFolder, own.subject.manifest.id, 'README.md'), 'utf8');
  for (const value of Object.values(figures)) {
    if (!card.includes(show(value))) missed.push(`${name}: its card does not say ${show(value)}`);
  }
  for (const other of record.noWorseThan ?? []) {
    compareWith(name, figures, other, measured.get(keyOf(other, own))!);
  }
  said.push(`${name} ${showAll(figures)} on ${test.length} pictures, ${training.length} learnt from`);
}

async function keep({ subject, name, path, record, test }: OwnWeights, figures: Figures): Promise<void> {
  writeFileSync(path, `${JSON.stringify({ ...record, figures }, undefined, 2)}\n`);
  const { manifest, variant } = subject;
  if (manifest.task !== 'enhancement') return;
  const [size] = variant.sizes;
  await keepAccuracy(name, {
    data: record.test,
    pictures: test.length,
    size: `${size!.width}×${size!.height}`,
    precision: 'fp32',
    figures: Object.entries(figures).map(([measure, value]) => ({
      name: measure,
      unit: 'dB',
      better: 'higher',
      value: rounded(value),
    })),
    command: `npm run bar:own-weights -- --only ${manifest.id}`,
  });
}

function compare(name: string, recorded: Figures, found: Figures): void {
  for (const [measure, value] of Object.entries(recorded)) {
    const off = Math.abs((found[measure] ?? NaN) - value);
    if (!(off <= TOLERANCE)) missed.push(`${name} ${measure} ${found[measure]}, recorded ${value}`);
  }
}

/** Errors only: smaller is better. */
function compareWith(name: string, figures: Figures, other: string, theirs: Figures): void {
  console.log(`${other} on the same pictures: ${showAll(theirs)}`);
  for (const [measure, value] of Object.entries(figures)) {
    if (!(value <= theirs[measure]!))
      missed.push(`${name} ${measure} ${show(value)} > ${show(theirs[measure]!)} (${other})`);
  }
}

/** A frame may be kept as WebP for tests and as JPEG for training: its folder within the data set and name decide. */
function stem(path: string): string {
  return path.replace(/^camvid\/\w+\/images\//, 'camvid/').replace(/\.\w+$/, '');
}

function show(value: number): string {
  return value.toFixed(4);
}

function showAll(figures: Figures): string {
  return Object.entries(figures)
    .map(([measure, value]) => `${measure} ${show(value)}`)
    .join(', ');
}
