/** Counts at every line and in every zone of a picture, while regions and the picture's size may change. */
import type { Size } from '../geometry.ts';
import type { Detection } from '../result.ts';
import type { TrackedDetection } from '../tracking/box-tracker.ts';
import { LineCounter, type LineCounts } from './line-counter.ts';
import { lineInFrame, zoneInFrame, type Region } from './regions.ts';
import { ZoneCounter, type ZoneCounts } from './zone-counter.ts';

export type RegionCounts =
  ({ kind: 'line'; id: number } & LineCounts) | ({ kind: 'zone'; id: number } & ZoneCounts);

type Counter = { region: Region } & (
  { kind: 'line'; counter: LineCounter } | { kind: 'zone'; counter: ZoneCounter }
);

export class Tally {
  #regions: readonly Region[] = [];
  #frame: Size | undefined;
  #counters: Counter[] = [];

  /** In the order of the regions. */
  get counts(): RegionCounts[] {
    return this.#counters.map(({ region: { id }, ...of }) =>
      of.kind === 'line'
        ? { kind: of.kind, id, ...of.counter.counts }
        : { kind: of.kind, id, ...of.counter.counts },
    );
  }

  /** A region that is the same object goes on counting; a new or changed one starts from nothing. */
  setRegions(regions: readonly Region[]): void {
    this.#regions = regions;
    if (this.#frame) this.#build(this.#frame);
  }

  /** Takes the tracks of a frame at `atMs`; detections without an id are nobody's. */
  update(detections: readonly Detection[], frame: Size, atMs: number): void {
    if (frame.width !== this.#frame?.width || frame.height !== this.#frame.height) this.#resize(frame);
    const tracks = detections.filter((one): one is TrackedDetection => one.trackId !== undefined);
    for (const { counter } of this.#counters) counter.update(tracks, atMs);
  }

  /** Ids to come belong to others than those before: after another source or model. The counts stay. */
  forgetTracks(): void {
    for (const { counter } of this.#counters) counter.forgetTracks();
  }

  /** Counts from nothing again. */
  reset(): void {
    for (const { counter } of this.#counters) counter.reset();
  }

  #build(frame: Size): void {
    const before = this.#counters;
    this.#counters = this.#regions.map(
      (region) => before.find((one) => one.region === region) ?? counterOf(region, frame),
    );
  }

  /** Where tracks stand is told in pixels, which now mean something else; what was counted stays counted. */
  #resize(frame: Size): void {
    this.#frame = frame;
    const before = this.counts;
    this.#counters = [];
    this.#build(frame);
    for (const [index, { counter }] of this.#counters.entries()) {
      const counts = before[index];
      if (counts && counter instanceof LineCounter && counts.kind === 'line') counter.resume(counts);
      if (counts && counter instanceof ZoneCounter && counts.kind === 'zone') counter.resume(counts);
    }
  }
}

function counterOf(region: Region, frame: Size): Counter {
  return region.kind === 'line'
    ? { region, kind: 'line', counter: new LineCounter(lineInFrame(region, frame)) }
    : { region, kind: 'zone', counter: new ZoneCounter(zoneInFrame(region, frame)) };
}
