/** A counting network over labelled crowds (../shared/data/crowd): pictures with the places of people's heads. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CountPair } from '#eval/counting.ts';
import { EvaluationModel } from './evaluation-model.ts';
import { readRgba } from './read-rgba.ts';

/** At a picture's own size as in papers, or squeezed into the model's default size as a live frame is. */
export type CrowdSize = 'own size' | 'default size';

/** People in each picture of `root`, the folder of labelled data, by its name in the folder of crowds. */
export function crowdCounts(root: string): Map<string, number> {
  const text = readFileSync(join(root, 'crowd/points.json'), 'utf8');
  const points = JSON.parse(text) as Record<string, { count: number }>;
  return new Map(
    Object.keys(points)
      .sort()
      .map((name) => [name, points[name]!.count]),
  );
}

export interface CrowdCounts {
  /** In the order of the names. */
  pairs: CountPair[];
  /** Sizes that the network ran at, as text. */
  sizes: string[];
}

/** The variant `id` on the pictures `names`. */
export async function countCrowds(
  id: string,
  root: string,
  names: readonly string[],
  at: CrowdSize,
): Promise<CrowdCounts> {
  const truth = crowdCounts(root);
  const models = new Map<string, EvaluationModel>();
  const pairs: CountPair[] = [];
  for (const name of names) {
    const picture = await readRgba(join(root, 'crowd', name));
    // Sides in multiples of four, as the original crops its pictures.
    const own = { width: picture.width & ~3, height: picture.height & ~3 };
    const key = at === 'own size' ? `${own.width}×${own.height}` : at;
    const model = models.get(key) ?? (await EvaluationModel.open(id, at === 'own size' ? own : undefined));
    models.set(key, model);
    pairs.push({ truth: truth.get(name)!, found: await model.count(picture) });
  }
  const sizes = [...models.values()].map(({ size }) => `${size.width}×${size.height}`);
  for (const model of models.values()) await model.close();
  return { pairs, sizes };
}
