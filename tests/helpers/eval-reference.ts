/** Small cases with scores that NumPy and SciPy gave (tests/fixtures/eval/reference.py), beside those of src/eval. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countingScore } from '#eval/counting.ts';
import { dtSsd, labelFlicker } from '#eval/flicker.ts';
import { game } from '#eval/game.ts';
import { connectivityError } from '#eval/matte-connectivity.ts';
import { gradientError } from '#eval/matte-gradient.ts';
import { mattingScore } from '#eval/matting.ts';
import { addToConfusion, classIous, emptyConfusion, meanIou, pixelAccuracy } from '#eval/segmentation.ts';
import { stillPixels } from '#eval/still-pixels.ts';

interface Pair {
  truth: number[];
  found: number[];
}
interface Reference {
  segmentation: Pair & { classes: number; miou: number; ious: number[]; pixelAccuracy: number };
  matting: Pair & { sad: number; mse: number; width: number; gradient: number };
  counting: Pair & { mae: number; rmse: number; nae: number };
  game: {
    width: number;
    height: number;
    points: [number, number][];
    map: { width: number; height: number; data: number[] };
    byLevel: number[];
  };
  connectivity: Pair & { width: number; error: number };
  /** Pictures of three channels; `still` is 1 where nothing moved. */
  still: { width: number; height: number; before: number[]; after: number[]; still: number[] };
  /** Labels of two frames in a row; mattes: true before and after, found before and after. */
  time: {
    labels: [number[], number[]];
    still: number[];
    flicker: number;
    mattes: [number[], number[], number[], number[]];
    dtssd: number;
  };
}

export interface Comparison {
  name: string;
  expected: number;
  actual: number;
}

export function compareWithReference(): Comparison[] {
  const path = join(import.meta.dirname, '../fixtures/eval/reference.json');
  const reference = JSON.parse(readFileSync(path, 'utf8')) as Reference;
  const { segmentation, matting, counting, connectivity, time } = reference;
  const [trueBefore, trueAfter, before, after] = time.mattes;
  const confusion = emptyConfusion(segmentation.classes);
  addToConfusion(confusion, segmentation.truth, segmentation.found);
  const ious = classIous(confusion);
  const matte = mattingScore(matting.truth, matting.found);
  const counts = countingScore(
    counting.truth.map((truth, i) => ({ truth, found: counting.found[i] ?? NaN })),
  );
  const points = reference.game.points.map(([x, y]) => ({ x, y }));
  return [
    { name: 'mIoU', expected: segmentation.miou, actual: meanIou(confusion) },
    { name: 'pixel accuracy', expected: segmentation.pixelAccuracy, actual: pixelAccuracy(confusion) },
    ...segmentation.ious.map((expected, i) => ({
      name: `IoU of class ${i}`,
      expected,
      actual: ious[i] ?? NaN,
    })),
    { name: 'SAD', expected: matting.sad, actual: matte.sad },
    { name: 'MSE of a matte', expected: matting.mse, actual: matte.mse },
    {
      name: 'gradient error',
      expected: matting.gradient,
      actual: gradientError(matting.truth, matting.found, matting.width),
    },
    {
      name: 'connectivity error',
      expected: connectivity.error,
      actual: connectivityError(connectivity.truth, connectivity.found, connectivity.width),
    },
    {
      name: 'pixels wrongly taken as still or moving',
      expected: 0,
      actual: wrongStill(reference.still),
    },
    { name: 'flicker', expected: time.flicker, actual: labelFlicker(...time.labels, time.still) },
    {
      name: 'dtSSD',
      expected: time.dtssd,
      actual: dtSsd({ before: trueBefore, after: trueAfter }, { before, after }),
    },
    { name: 'MAE', expected: counting.mae, actual: counts.mae },
    { name: 'root MSE', expected: counting.rmse, actual: counts.rmse },
    { name: 'NAE', expected: counting.nae, actual: counts.nae },
    ...reference.game.byLevel.map((expected, level) => ({
      name: `GAME(${level})`,
      expected,
      actual: game(points, reference.game, reference.game.map, level),
    })),
  ];
}

function wrongStill({ width, height, before, after, still }: Reference['still']): number {
  const frame = (rgb: number[]) => {
    const data = new Uint8Array(width * height * 4);
    rgb.forEach((value, i) => (data[Math.floor(i / 3) * 4 + (i % 3)] = value));
    return { width, height, data };
  };
  const found = stillPixels(frame(before), frame(after));
  return still.filter((value, i) => found[i] !== value).length;
}
