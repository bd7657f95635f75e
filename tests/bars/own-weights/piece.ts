/** A network on some of its test pictures: a task for one thread, whose outcome adds up with those of others. */
import { countingScore, type CountPair } from '#eval/counting.ts';
import { emptyConfusion, meanIou, pixelAccuracy, type Confusion } from '#eval/segmentation.ts';
import type { Brightening } from '#tests/helpers/evaluation-brightening.ts';
import type { CrowdSize } from '#tests/helpers/evaluation-crowd.ts';

export type Piece = { id: string; pictures: readonly string[] } & (
  { task: 'segmentation' } | { task: 'counting'; at: CrowdSize } | { task: 'enhancement'; stops: number }
);

export type Outcome =
  | { task: 'segmentation'; confusion: Confusion }
  | { task: 'counting'; at: CrowdSize; pairs: CountPair[] }
  | { task: 'enhancement'; stops: number; brightening: Brightening };

/** By what is measured. */
export type Figures = Record<string, number>;

/** Enough that a network is not opened too often, few enough that no thread is idle for long at the end. */
const FRAMES_AT_ONCE = 30;

export function piecesOf(id: string, task: string, pictures: readonly string[]): Piece[] {
  switch (task) {
    case 'segmentation':
      return cut(pictures, FRAMES_AT_ONCE).map((some) => ({ id, task, pictures: some }));
    case 'counting':
      return (['own size', 'default size'] as const).map((at) => ({ id, task, at, pictures }));
    case 'enhancement':
      return [3, 0].map((stops) => ({ id, task, stops, pictures }));
    default:
      throw new Error(`${id}: nothing here measures ${task}`);
  }
}

/** Of all pieces of a network. */
export function figuresOf(outcomes: readonly Outcome[]): Figures {
  const figures: Figures = {};
  const confusions: Confusion[] = [];
  for (const outcome of outcomes) {
    if (outcome.task === 'segmentation') confusions.push(outcome.confusion);
    else if (outcome.task === 'counting') figures[`MAE at ${outcome.at}`] = countingScore(outcome.pairs).mae;
    else figures[`PSNR of pictures ${outcome.stops} stops darker`] = outcome.brightening.after;
  }
  if (confusions.length === 0) return figures;
  const whole = sum(confusions);
  return { mIoU: meanIou(whole), 'pixel accuracy': pixelAccuracy(whole) };
}

function sum(confusions: readonly Confusion[]): Confusion {
  const total = emptyConfusion(confusions[0]!.length);
  for (const confusion of confusions) {
    confusion.forEach((row, truth) => row.forEach((count, found) => (total[truth]![found]! += count)));
  }
  return total;
}

function cut<T>(all: readonly T[], length: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / length) }, (_, i) =>
    all.slice(i * length, (i + 1) * length),
  );
}
