/** Counts at every line and in every zone of a picture, while regions and the picture's size may change. */
import { enlargement, type Size } from '../geometry.ts';
import type { Detection } from '../result.ts';
import type { TrackedDetection } from '../tracking/box-tracker.ts';
import { LineCounter, type LineCounts } from './line-counter.ts';
import { lineInFrame, zoneInFrame, type LineRegion, type Region, type ZoneRegion } from './regions.ts';
import { ZoneCounter, type ZoneCounts } from './zone-counter.ts';

export type RegionCounts =
  ({ kind: 'line'; id: number } & LineCounts) | ({ kind: 'zone'; id: number } & ZoneCounts);

type Counter =
  | { kind: 'line'; region: LineRegion; counter: LineCounter }
  | { kind: 'zone'; region: ZoneRegion; counter: ZoneCounter };

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
    const by = this.#frame && enlargement(this.#frame, frame);
    if (by === undefined) this.forgetTracks();
    for (const one of this.#counters) {
      if (one.kind === 'line') one.counter.resize(lineInFrame(one.region, frame), by ?? 1);
      else one.counter.resize(zoneInFrame(one.region, frame));
    }
    this.#frame = frame;
    this.#build(frame);
  }
}

function counterOf(region: Region, frame: Size): Counter {
  return region.kind === 'line'
    ? { region, kind: 'line', counter: new LineCounter(lineInFrame(region, frame)) }
    : { region, kind: 'zone', counter: new ZoneCounter(zoneInFrame(region, frame)) };
}
