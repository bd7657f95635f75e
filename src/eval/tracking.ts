/**
 * How well tracks keep identities: IDF1 (Ristani et al. 2016, arXiv:1609.01775). Each true object is paired with at
 * most one track over the whole sequence, so that the number of frames in which pairs overlap is greatest; IDF1 is
 * the harmonic mean of the parts of true and of given boxes that these pairs explain.
 */
import { iou, type FrameBox } from '#core/geometry.ts';
import { assign } from '#core/tracking/assign.ts';

/** A box of one object in one frame. */
export interface IdentityBox {
  id: number;
  box: FrameBox;
}

export interface IdentityScore {
  /** Boxes explained by the pairing, given boxes that are not, and true boxes that are not. */
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
  /** 0..1; 1 where there is nothing to find and nothing was given. */
  idf1: number;
}

/** Boxes overlap when their IoU is at least this, as in MOTChallenge. */
const OVERLAP = 0.5;

/** Both arrays have an entry for each frame. */
export function identityScore(
  truth: readonly (readonly IdentityBox[])[],
  given: readonly (readonly IdentityBox[])[],
): IdentityScore {
  const trueIds = idsOf(truth);
  const givenIds = idsOf(given);
  const together = trueIds.map(() => givenIds.map(() => 0));
  truth.forEach((boxes, frame) => {
    for (const { id, box } of boxes) {
      const counts = together[trueIds.indexOf(id)] ?? [];
      for (const other of given[frame] ?? []) {
        const column = givenIds.indexOf(other.id);
        if (iou(box, other.box) >= OVERLAP) counts[column] = (counts[column] ?? 0) + 1;
      }
    }
  });
  // Pairing for the most frames together is pairing at the least cost; a pair that never meets is worth nothing.
  const pairs = assign(
    together.map((counts) => counts.map((count) => -count)),
    0,
  );
  const truePositives = pairs.reduce((sum, column, row) => sum + (together[row]?.[column] ?? 0), 0);
  const falseNegatives = boxesIn(truth) - truePositives;
  const falsePositives = boxesIn(given) - truePositives;
  const all = 2 * truePositives + falsePositives + falseNegatives;
  return { truePositives, falsePositives, falseNegatives, idf1: all > 0 ? (2 * truePositives) / all : 1 };
}

function idsOf(frames: readonly (readonly IdentityBox[])[]): number[] {
  return [...new Set(frames.flatMap((boxes) => boxes.map(({ id }) => id)))];
}

function boxesIn(frames: readonly (readonly IdentityBox[])[]): number {
  return frames.reduce((sum, boxes) => sum + boxes.length, 0);
}
