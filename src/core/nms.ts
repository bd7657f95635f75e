import { iou } from './geometry.ts';
import type { Candidate } from './result.ts';

export interface NmsOptions {
  /** IoU above which two boxes of one class count as one object, 0..1. */
  iouThreshold: number;
  /** `none` only sorts and limits, for graphs that already keep peaks only. */
  mode: 'per-class' | 'none';
  /** At most so many detections are kept, best first. */
  limit: number;
}

/**
 * Greedy non-maximum suppression: candidates by descending score, each kept unless it overlaps a kept one of its
 * class by more than the threshold. Equal scores keep their order. The caller's array is left as it is; candidates
 * with a score or edge that is not a finite number are dropped, since every comparison with NaN would keep them.
 */
export function nms(candidates: readonly Candidate[], options: NmsOptions): Candidate[] {
  const ranked = candidates.filter(isFinite).sort((a, b) => b.score - a.score);
  if (options.mode === 'none') return ranked.slice(0, options.limit);

  const kept: Candidate[] = [];
  const keptOfClass = new Map<number, Candidate[]>();
  for (const candidate of ranked) {
    if (kept.length >= options.limit) break;
    let rivals = keptOfClass.get(candidate.classIndex);
    if (!rivals) keptOfClass.set(candidate.classIndex, (rivals = []));
    if (rivals.some((rival) => iou(rival.box, candidate.box) > options.iouThreshold)) continue;
    rivals.push(candidate);
    kept.push(candidate);
  }
  return kept;
}

function isFinite({ box, score }: Candidate): boolean {
  // The sum is finite only when every part is.
  return Number.isFinite(score + box.left + box.top + box.right + box.bottom);
}
