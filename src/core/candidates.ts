import type { DetectorTensor } from './decoder.ts';
import type { ModelBox } from './geometry.ts';
import type { Candidate } from './result.ts';

type SparseScores = Extract<DetectorTensor, { transfer: 'sparse' }>;

/** A candidate for each score from the threshold on; `locate` says where the score with that flat index belongs. */
export function candidatesAbove(
  { indices, values }: SparseScores,
  scoreThreshold: number,
  locate: (index: number) => Pick<Candidate, 'box' | 'classIndex'>,
): Candidate[] {
  const candidates: Candidate[] = [];
  indices.forEach((index, i) => {
    const score = values[i] ?? 0;
    if (score >= scoreThreshold) candidates.push({ ...locate(index), score });
  });
  return candidates;
}

/** The box of that width and height around a point. */
export function boxAround(x: number, y: number, width: number, height: number): ModelBox {
  const [halfWidth, halfHeight] = [width / 2, height / 2];
  return { left: x - halfWidth, top: y - halfHeight, right: x + halfWidth, bottom: y + halfHeight };
}
