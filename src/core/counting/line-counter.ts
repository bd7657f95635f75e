/** Counts tracks that cross a line drawn in the picture. */
import type { FrameBox } from '../geometry.ts';
import type { TrackedDetection } from '../tracking/box-tracker.ts';
import { forgetGone } from './forget-gone.ts';
import { crossing, sideOf, type FramePoint } from './polygon.ts';

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

/** A track's way since it last stood clear of the line; one that begins on the line has no side to come from yet. */
interface Passage {
  at: FramePoint;
  /** Crossings from the left to the right, less those back. */
  open: number;
  seenMs: number;
}

export class LineCounter {
  #line: CountingLine;
  readonly #passages = new Map<number, Passage>();
  readonly #counts: LineCounts = { in: 0, out: 0 };

  constructor(line: CountingLine) {
    this.#line = line;
  }

  get counts(): Readonly<LineCounts> {
    return this.#counts;
  }

  /**
   * Takes a frame's tracks. A track's place is the middle of its box's lower edge: where a person stands. Its way from
   * frame to frame is what crosses, not the straight way from one side to the other: that may lead round an end.
   */
  update(tracks: readonly TrackedDetection[], atMs: number): void {
    const { from, to } = this.#line;
    for (const { trackId, box } of tracks) {
      const at = footOf(box);
      const before = this.#passages.get(trackId);
      const isClear = Math.abs(sideOf(at, from, to)) >= MARGIN * (box.bottom - box.top);
      if (!before && !isClear) continue;
      const open = before ? before.open + crossing(before.at, at, from, to) : 0;
      if (isClear && open !== 0) this.#counts[open > 0 ? 'in' : 'out']++;
      this.#passages.set(trackId, { at, open: isClear ? 0 : open, seenMs: atMs });
    }
    forgetGone(this.#passages, atMs, ({ seenMs }) => seenMs);
  }

  /** The same line in a frame `by` times as large: who stands where goes along. */
  resize(line: CountingLine, by: number): void {
    this.#line = line;
    for (const passage of this.#passages.values())
      passage.at = { x: by * passage.at.x, y: by * passage.at.y };
  }

  /** Ids to come belong to others than those before. */
  forgetTracks(): void {
    this.#passages.clear();
  }

  reset(): void {
    this.forgetTracks();
    Object.assign(this.#counts, { in: 0, out: 0 });
  }
}

/** The middle of a box's lower edge. */
export function footOf({ left, right, bottom }: FrameBox): FramePoint {
  return { x: (left + right) / 2, y: bottom };
}
