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
  readonly #polygon: readonly FramePoint[];
  /** By track: when it was last seen inside, for those seen within the last minute. */
  readonly #inside = new Map<number, number>();
  #counts: ZoneCounts = { now: 0, visitors: 0 };

  constructor(polygon: readonly FramePoint[]) {
    this.#polygon = polygon;
  }

  get counts(): Readonly<ZoneCounts> {
    return this.#counts;
  }

  update(tracks: readonly TrackedDetection[], atMs: number): void {
    const within = tracks.filter(({ box }) => isInside(footOf(box), this.#polygon));
    let { visitors } = this.#counts;
    for (const { trackId } of within) {
      if (!this.#inside.has(trackId)) visitors++;
      this.#inside.set(trackId, atMs);
    }
    forgetGone(this.#inside, atMs, (seenMs) => seenMs);
    this.#counts = { now: within.length, visitors };
  }

  /** Goes on from these counts. */
  resume({ now, visitors }: Readonly<ZoneCounts>): void {
    this.#counts = { now, visitors };
  }

  /** Ids to come belong to others than those before. */
  forgetTracks(): void {
    this.#inside.clear();
  }

  reset(): void {
    this.forgetTracks();
    this.resume({ now: 0, visitors: 0 });
  }
}
