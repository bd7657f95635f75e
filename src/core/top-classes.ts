import type { ClassLabel } from './labels.ts';
import type { RankedClass } from './result.ts';

/** Probabilities of logits, in place. The largest is subtracted first, so that no exponent overflows. */
export function softmaxInPlace(scores: Float32Array): void {
  const largest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  let sum = 0;
  for (let i = 0; i < scores.length; i++) sum += scores[i] = Math.exp(scores[i]! - largest);
  for (let i = 0; i < scores.length; i++) scores[i]! /= sum;
}

/** The `count` best classes with their names, best first; of equal ones the lower number first. */
export function topClasses(
  scores: Float32Array,
  labels: readonly ClassLabel[],
  count: number,
): RankedClass[] {
  const best: RankedClass[] = [];
  scores.forEach((score, classIndex) => {
    if (Number.isNaN(score) || (best.length === count && score <= best[count - 1]!.score)) return;
    const place = best.findIndex((other) => score > other.score);
    const name = labels[classIndex]?.name ?? `class ${classIndex}`;
    best.splice(place < 0 ? best.length : place, 0, { classIndex, name, score });
    best.length = Math.min(best.length, count);
  });
  return best;
}
