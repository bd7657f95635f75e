/** Counts tracks that cross a line drawn in the picture. */
import type { FrameBox } from '../geometry.ts';
import type { TrackedDetection } from '../tracking/box-tracker.ts';
import { forgetGone } from './forget-gone.ts';
import { crosses, sideOf, type FramePoint } from './polygon.ts';

/** A line from one end to the other. Who goes over it from its left to its right comes in. */
export interface CountingLine {
  from: FramePoint;
  to: FramePoint;
}

export interface LineCounts {
  in: number;
  out: number;
}

/**
 * A box's edges tremble by some hundredths of its height: whoever stands on the line is counted once the point is this
 * part of the box's height beyond it (guessed: well above the tremble, less than a step).
 */
const MARGIN = 0.1;

/** Where a track was when it last stood clearly to one side, and on which. */
interface Footing {
  at: FramePoint;
  isRight: boolean;
  seenMs: number;
}

export class LineCounter {
  readonly #line: CountingLine;
  readonly #footings = new Map<number, Footing>();
  readonly #counts: LineCounts = { in: 0, out: 0 };

  constructor(line: CountingLine) {
    this.#line = line;
  }

  get counts(): Readonly<LineCounts> {
    return this.#counts;
  }

  /** Takes a frame's tracks. A track's place is the middle of its box's lower edge: where a person stands. */
  update(tracks: readonly TrackedDetection[], atMs: number): void {
    const { from, to } = this.#line;
    for (const { trackId, box } of tracks) {
      const at = footOf(box);
      const side = sideOf(at, from, to);
      if (Math.abs(side) < MARGIN * (box.bottom - box.top)) continue;
      const isRight = side > 0;
      const before = this.#footings.get(trackId);
      if (before && before.isRight !== isRight && crosses(before.at, at, from, to)) {
        this.#counts[isRight ? 'in' : 'out']++;
      }
      this.#footings.set(trackId, { at, isRight, seenMs: atMs });
    }
    forgetGone(this.#footings, atMs, ({ seenMs }) => seenMs);
  }

  /** Goes on from these counts. */
  resume({ in: came, out: went }: Readonly<LineCounts>): void {
    Object.assign(this.#counts, { in: came, out: went });
  }

  /** Ids to come belong to others than those before. */
  forgetTracks(): void {
    this.#footings.clear();
  }

  reset(): void {
    this.forgetTracks();
    this.resume({ in: 0, out: 0 });
  }
}

/** The middle of a box's lower edge. */
export function footOf({ left, right, bottom }: FrameBox): FramePoint {
  return { x: (left + right) / 2, y: bottom };
}
