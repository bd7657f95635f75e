/** An evaluation from arguments to report. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { isUntrained, subjectName } from '#models/prepare/families.ts';
import { rootFolder } from '#models/prepare/paths.ts';
import { groupsOf, predict, type SampleOutcome } from '../evaluate.ts';
import { judgeOf } from '../judges/judges.ts';
import type { Report } from '../report.ts';
import { reportOf } from '../report.ts';
import { reportMarkdown } from '../report-markdown.ts';
import { worstPicture } from '../worst-picture.ts';
import type { EvaluationArguments } from './arguments.ts';
import { writePng } from './disk-folder.ts';
import { openEvaluation, type Evaluation } from './evaluation.ts';
import { networksOf } from './open-network.ts';
import { recordAccuracy } from './record.ts';
import { StateFile } from './state-file.ts';
import { runThreads } from './threads.ts';

/** More pictures side by side than this: memory, and no gain was seen (guessed). */
const MOST_THREADS = 4;

export interface RunOptions {
  command: string;
  signal: AbortSignal;
  onProgress: (done: number, total: number) => void;
}

export async function runEvaluation(
  args: EvaluationArguments,
  { command, signal, onProgress }: RunOptions,
): Promise<{ report: Report; folder: string }> {
  const evaluation = await openEvaluation(args);
  const { subject, data, context, name } = evaluation;
  const model = {
    id: subjectName(subject),
    size: sizeText(args, evaluation),
    precision: args.precision,
    trained: !isUntrained(subject),
  };
  const folder = args.out ?? join(rootFolder, 'evaluations', `${model.id.replace('/', '-')}-${name}`);
  const state = new StateFile(join(folder, 'state.jsonl'));
  if (args.fresh) await state.remove();
  const head = JSON.stringify({
    version: 1,
    model,
    data: args.data ?? 'pack',
    layout: data.layout,
    list: args.list,
    limit: args.limit,
  });
  const outcomes = await state.open(head, judgeOf(data.kind).schema);
  const known = new Set(outcomes.map(({ sample }) => sample));
  // A sequence that was cut off is begun anew: its flicker needs the frame before.
  const groups = groupsOf(data.samples).filter((group) => !group.every((sample) => known.has(sample.name)));
  const again = new Set(groups.flat().map((sample) => sample.name));
  const done = new Map(outcomes.filter(({ sample }) => !again.has(sample)).map((one) => [one.sample, one]));
  const resumed = done.size > 0;
  const threads = args.threads ?? Math.min(availableParallelism(), MOST_THREADS);
  const startMs = performance.now();
  let readyMs = startMs;
  if (groups.length > 0) {
    await runThreads({
      args,
      threads,
      groups,
      signal,
      onReady: () => (readyMs = performance.now()),
      onOutcome(outcome: SampleOutcome) {
        done.set(outcome.sample, outcome);
        state.add(outcome);
        onProgress(done.size, data.samples.length);
      },
    });
  }
  await state.written();
  const seconds = (performance.now() - readyMs) / 1000;
  const startSeconds = ((readyMs - startMs) / 1000).toFixed(1);
  const report = reportOf({
    command,
    model,
    data,
    context,
    outcomes: [...done.values()],
    conditions: `onnxruntime-web WASM in Node ${process.versions.node}, ${threads} picture(s) side by side with one thread each, started in ${startSeconds} s (not in the rate), ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    made: new Date(),
    worst: args.worst,
    ...(resumed ? {} : { picturesPerSecond: data.samples.length / seconds }),
  });
  await writeWorst(args, evaluation, report, folder);
  await writeFile(join(folder, 'report.json'), `${JSON.stringify(report, undefined, 2)}\n`);
  await writeFile(join(folder, 'report.md'), reportMarkdown(report));
  if (args.record) await recordAccuracy(report, name);
  await state.remove();
  return { report, folder };
}

function sizeText({ size }: EvaluationArguments, { subject }: Evaluation): string {
  if (size === 'own') return 'own';
  const { width, height } = size ?? subject.variant.sizes[0]!;
  return `${width}×${height}`;
}

/** The few pictures are run again: nothing but numbers was kept of them. */
async function writeWorst(
  args: EvaluationArguments,
  { subject, data, context }: Evaluation,
  report: Report,
  folder: string,
): Promise<void> {
  await rm(join(folder, 'worst'), { recursive: true, force: true });
  if (report.worst.length === 0) return;
  await mkdir(join(folder, 'worst'), { recursive: true });
  const networkFor = await networksOf(subject, args.size, args.precision);
  for (const [i, one] of report.worst.entries()) {
    const sample = data.samples.find(({ name }) => name === one.sample);
    if (!sample) continue;
    const { picture, truth } = await sample.load();
    const { prediction } = await predict(await networkFor(picture), picture, true);
    one.picture = `worst/${String(i + 1).padStart(2, '0')}.png`;
    const painted = worstPicture(picture, truth, prediction, context.classes, context.match);
    await writePng(join(folder, one.picture), painted);
  }
}
