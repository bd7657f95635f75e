/** Counts the tracks within a zone drawn in the picture. */
import type { TrackedDetection } from '../tracking/box-tracker.ts';
import { forgetGone } from './forget-gone.ts';
import { footOf } from './line-counter.ts';
import { isInside, type FramePoint } from './polygon.ts';

export interface ZoneCounts {
  /** Standing in the zone in the newest frame. */
  now: number;
  /** Different tracks that were in it since the start. */
  visitors: number;
}

export class ZoneCounter {
  #polygon: readonly FramePoint[];
  /** Who was inside: when each was last seen, inside or not, for those seen within the last minute. */
  readonly #inside = new Map<number, number>();
  #counts: ZoneCounts = { now: 0, visitors: 0 };

  constructor(polygon: readonly FramePoint[]) {
    this.#polygon = polygon;
  }

  get counts(): Readonly<ZoneCounts> {
    return this.#counts;
  }

  update(tracks: readonly TrackedDetection[], atMs: number): void {
    let { now, visitors } = { now: 0, visitors: this.#counts.visitors };
    for (const { trackId, box } of tracks) {
      const isWithin = isInside(footOf(box), this.#polygon);
      const isKnown = this.#inside.has(trackId);
      if (isWithin) now++;
      if (isWithin && !isKnown) visitors++;
      if (isWithin || isKnown) this.#inside.set(trackId, atMs);
    }
    forgetGone(this.#inside, atMs, (seenMs) => seenMs);
    this.#counts = { now, visitors };
  }

  /** The same zone in a frame of another size: who was inside is known still. */
  resize(polygon: readonly FramePoint[]): void {
    this.#polygon = polygon;
  }

  /** Ids to come belong to others than those before. */
  forgetTracks(): void {
    this.#inside.clear();
  }

  reset(): void {
    this.forgetTracks();
    this.#counts = { now: 0, visitors: 0 };
  }
}
