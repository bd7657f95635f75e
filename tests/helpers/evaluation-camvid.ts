/** A segmenter over CamVid's test frames (../shared/data/camvid): 233 pictures of 480 × 360 with their classes. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EvaluationModel } from './evaluation-model.ts';
import { addToConfusion, emptyConfusion, type Confusion } from '#eval/segmentation.ts';
import { readRgba } from './read-rgba.ts';

/** File names of the test frames in `root`, the folder of labelled data. */
export const camvidFrames = (root: string): string[] => readdirSync(join(root, 'camvid/test/images')).sort();

export async function addCamvidFrame(
  root: string,
  name: string,
  model: EvaluationModel,
  confusion: Confusion,
): Promise<void> {
  const folder = join(root, 'camvid/test');
  const found = await model.label(await readRgba(join(folder, 'images', name)));
  const truth = await readRgba(join(folder, 'labels', name.replace(/\.\w+$/, '.png')));
  if (truth.width !== found.width || truth.height !== found.height) {
    throw new Error(`${name}: the truth is ${truth.width} × ${truth.height}`);
  }
  // Grey pictures hold the class in every channel.
  addToConfusion(
    confusion,
    truth.data.filter((_, i) => i % 4 === 0),
    found.labels,
  );
}

export function camvidConfusion({ subject: { manifest, variant } }: EvaluationModel): Confusion {
  return emptyConfusion((variant.labels ?? manifest.labels).length);
}
