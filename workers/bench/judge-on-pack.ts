import type { Accuracy } from '#bench/report.ts';
import type { Size } from '#core/geometry.ts';
import { evaluateSamples, type Network, type SampleOutcome } from '#eval/evaluate.ts';
import { judgeOf } from '#eval/judges/judges.ts';
import { isJudged } from '#eval/labelled-data.ts';
import { matchClasses } from '#eval/match-classes.ts';
import { openPack } from '#eval/pack/pack.ts';
import type { ModelSpec } from '../shared/model-spec.ts';
import type { CellSession } from './cell-session.ts';

/**
 * How right the cell's own session is by labels: on pictures of the rendered pack, spread over its scenes. Undefined where
 * nothing measures such results, or the model knows none of the pack's classes.
 */
export async function judgeOnPack(
  session: CellSession,
  { kind, input, composer }: ModelSpec,
  size: Size,
  pictures: number,
): Promise<Accuracy | undefined> {
  if (!isJudged(kind)) return undefined;
  const data = openPack(kind);
  const labels = composer.labels.map(({ name }) => name);
  const match = classesOf(data.classes, labels);
  if (!match) return undefined;
  const { length } = data.samples;
  const count = Math.min(pictures, length);
  // Single frames: neighbours of a sequence are alike, and flicker is measured elsewhere.
  const samples = Array.from({ length: count }, (_, i) => {
    const sample = data.samples[Math.floor((i * length) / count)]!;
    return { name: sample.name, load: () => sample.load() };
  });
  const network: Network = {
    spec: { input, outputs: composer.outputs, labels, nms: composer.nms, decode: composer.decode },
    size,
    async run({ data: tensor }) {
      session.reset();
      session.write(tensor);
      await session.run();
      return Object.fromEntries((await session.outputs()).map(({ name, ...view }) => [name, view]));
    },
  };
  const context = { classes: data.classes, match };
  const outcomes: SampleOutcome[] = [];
  const now = () => performance.now();
  const networkFor = () => Promise.resolve(network);
  for await (const outcome of evaluateSamples({ data, samples, networkFor, context, now }))
    outcomes.push(outcome);
  const figures = judgeOf(kind).figures(
    outcomes.map(({ outcome }) => outcome),
    context,
  );
  return {
    set: 'the rendered pack',
    pictures: count,
    figures: figures.map(({ value, ...rest }) => ({ ...rest, ...(value === undefined ? {} : { value }) })),
  };
}

function classesOf(data: readonly string[], model: readonly string[]) {
  try {
    return matchClasses(data, model);
  } catch {
    return undefined;
  }
}
