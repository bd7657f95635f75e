/**
 * bar:own-weights: each file of weights that we trained gives the figures of its record (models/<id>/weights/<name>.json)
 * on its list of test pictures, its card says the same, and no test picture is on its list of training pictures. Run as
 * the app runs it: fp32, onnxruntime-web WASM in Node.
 *   npm run bar:own-weights                   compare
 *   npm run bar:own-weights -- --only mcnn    one family
 *   npm run bar:own-weights -- --record       measure anew and write the records; cards are then edited by hand
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { countingScore } from '#eval/counting.ts';
import { meanIou, pixelAccuracy } from '#eval/segmentation.ts';
import { allSubjects, subjectName, type Subject } from '#models/prepare/families.ts';
import { familiesFolder } from '#models/prepare/paths.ts';
import { brighten } from '#tests/helpers/evaluation-brightening.ts';
import { addCamvidFrame, camvidConfusion } from '#tests/helpers/evaluation-camvid.ts';
import { countCrowds } from '#tests/helpers/evaluation-crowd.ts';
import { EvaluationModel } from '#tests/helpers/evaluation-model.ts';
import { readRgba } from '#tests/helpers/read-rgba.ts';
import { shared } from '#tests/helpers/shared-data.ts';

/** In a figure's own unit: shares for mIoU, people for MAE, dB for PSNR. */
const TOLERANCE = 0.005;

/** What lies beside the weights. Lists have one picture a line, from the folder of labelled data. */
interface WeightsRecord {
  training: string;
  test: string;
  figures: Record<string, number>;
  /** Variants whose errors on the same pictures must not be smaller. */
  noWorseThan?: readonly string[];
}

type Figures = Record<string, number>;

const { values: options } = parseArgs({ options: { only: { type: 'string' }, record: { type: 'boolean' } } });
const data = shared('data');
if (data === undefined) throw new Error('no labelled data: set VITRINE_DATA to the shared folder');
const missed: string[] = [];
const said: string[] = [];

const own = (await allSubjects()).filter(({ variant }) => variant.source.from === 'own');
for (const subject of own.filter(({ manifest }) => (options.only ?? manifest.id) === manifest.id)) {
  await check(subject, data);
}
missed.forEach((line) => console.log(`MISSED ${line}`));
console.log(`bar:own-weights ${missed.length === 0 ? 'held' : 'missed'}: ${said.join('; ')}`);
process.exit(missed.length === 0 ? 0 : 1);

async function check(subject: Subject, root: string): Promise<void> {
  const { manifest, variant } = subject;
  if (variant.source.from !== 'own') return;
  const name = subjectName(subject);
  const path = join(familiesFolder, manifest.id, variant.source.path.replace(/\.\w+$/, '.json'));
  if (!existsSync(path)) {
    // Nothing labelled exists for what it does; its card says which test holds it.
    said.push(`${name} has no figure`);
    return;
  }
  const record = JSON.parse(readFileSync(path, 'utf8')) as WeightsRecord;
  const [training, test] = [record.training, record.test].map((file) => readList(join(dirname(path), file)));
  const seen = new Set(training!.map(stem));
  test!
    .filter((each) => seen.has(stem(each)))
    .forEach((each) => missed.push(`${name} has learnt from ${each}`));
  const figures = await measure(name, manifest.task, root, test!);
  if (options.record) writeRecord(path, { ...record, figures });
  else compare(name, record.figures, figures);
  const card = readFileSync(join(familiesFolder, manifest.id, 'README.md'), 'utf8');
  for (const value of Object.values(figures)) {
    if (!card.includes(show(value))) missed.push(`${name}: its card does not say ${show(value)}`);
  }
  for (const other of record.noWorseThan ?? [])
    await compareWith(other, name, figures, root, test!, manifest.task);
  said.push(`${name} ${showAll(figures)} on ${test!.length} pictures, ${training!.length} learnt from`);
}

function compare(name: string, recorded: Figures, measured: Figures): void {
  for (const [measure, value] of Object.entries(recorded)) {
    const off = Math.abs((measured[measure] ?? NaN) - value);
    if (!(off <= TOLERANCE)) missed.push(`${name} ${measure} ${measured[measure]}, recorded ${value}`);
  }
}

/** Errors only: smaller is better. */
async function compareWith(
  other: string,
  name: string,
  figures: Figures,
  root: string,
  test: readonly string[],
  task: string,
): Promise<void> {
  const theirs = await measure(other, task, root, test);
  console.log(`${other} on the same pictures: ${showAll(theirs)}`);
  for (const [measure, value] of Object.entries(figures)) {
    if (value > theirs[measure]!)
      missed.push(`${name} ${measure} ${show(value)} > ${show(theirs[measure]!)} (${other})`);
  }
}

async function measure(id: string, task: string, root: string, test: readonly string[]): Promise<Figures> {
  if (task === 'segmentation') {
    const model = await EvaluationModel.open(id);
    const confusion = camvidConfusion(model);
    for (const path of test) await addCamvidFrame(root, basename(path), model, confusion);
    await model.close();
    return { mIoU: meanIou(confusion), 'pixel accuracy': pixelAccuracy(confusion) };
  }
  if (task === 'counting') {
    const names = test.map((path) => path.replace(/^crowd\//, ''));
    const figures: Figures = {};
    for (const at of ['own size', 'default size'] as const) {
      const { pairs } = await countCrowds(id, root, names, at);
      pairs.forEach(({ truth, found }, i) =>
        console.log(`${id} ${names[i]} ${found.toFixed(1)} of ${truth}, ${at}`),
      );
      figures[`MAE at ${at}`] = countingScore(pairs).mae;
    }
    return figures;
  }
  if (task === 'enhancement') {
    const model = await EvaluationModel.open(id);
    const pictures = await Promise.all(test.map((path) => readRgba(join(root, path))));
    const figures: Figures = {};
    for (const stops of [3, 0]) {
      const { before, after } = await brighten(model, pictures, stops);
      console.log(`${id}, ${stops} stops darker: ${show(before)} dB before, ${show(after)} dB after`);
      figures[`PSNR of pictures ${stops} stops darker`] = after;
    }
    await model.close();
    return figures;
  }
  throw new Error(`${id}: nothing here measures ${task}`);
}

function readList(path: string): string[] {
  return readFileSync(path, 'utf8').split('\n').filter(Boolean);
}

/** A frame may be kept as WebP for tests and as JPEG for training: its folder within the data set and name decide. */
function stem(path: string): string {
  return path.replace(/^camvid\/\w+\/images\//, 'camvid/').replace(/\.\w+$/, '');
}

function writeRecord(path: string, record: WeightsRecord): void {
  writeFileSync(path, `${JSON.stringify(record, undefined, 2)}\n`);
}

function show(value: number): string {
  return value.toFixed(4);
}

function showAll(figures: Figures): string {
  return Object.entries(figures)
    .map(([measure, value]) => `${measure} ${show(value)}`)
    .join(', ');
}
