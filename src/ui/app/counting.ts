/** Counts what a session shows: who is in the picture, who crosses lines, who stands in zones. No DOM. */
import { CountSeries, countsToCsv, type CountRow } from '#core/counting/count-series.ts';
import type { Region } from '#core/counting/regions.ts';
import { SmoothedCount } from '#core/counting/smoothed-count.ts';
import { Tally, type RegionCounts } from '#core/counting/tally.ts';
import type { FrameReport } from '#core/frame-report.ts';
import type { Session, SessionEvents, SessionState } from '#session/session-state.ts';

/** Fires `change` at the pace of the session's meter. */
export class Counting extends EventTarget {
  readonly #tally = new Tally();
  readonly #series = new CountSeries();
  readonly #crowd = new SmoothedCount();
  #followed = '';

  constructor(session: Session) {
    super();
    const on = <K extends keyof SessionEvents>(type: K, act: (detail: SessionEvents[K]) => void) =>
      session.addEventListener(type, (event) => act((event as CustomEvent<SessionEvents[K]>).detail));
    on('frame', (report) => this.#take(report));
    on('statechange', (state) => this.#follow(state));
    on('meter', () => this.dispatchEvent(new Event('change')));
  }

  /** In the order of the regions; none before the first frame. */
  get counts(): readonly RegionCounts[] {
    return this.#tally.counts;
  }

  /** A row a second, oldest first. */
  get rows(): readonly CountRow[] {
    return this.#series.rows;
  }

  setRegions(regions: readonly Region[]): void {
    this.#tally.setRegions(regions);
  }

  /** Starts from nothing. */
  reset(): void {
    this.#tally.reset();
    this.#series.clear();
    this.#crowd.reset();
    this.dispatchEvent(new Event('change'));
  }

  /** The table of counts as a file: figures only, no pictures. */
  toCsv(): Blob {
    return new Blob([countsToCsv(this.rows)], { type: 'text/csv' });
  }

  #take({ summary, frame, atMs }: FrameReport): void {
    if (summary?.kind === 'boxes') {
      this.#tally.update(summary.detections, frame, atMs);
      this.#series.add(atMs, summary.detections.length, this.#tally.counts);
    } else if (summary?.kind === 'density-map') {
      const count = Math.max(0, summary.count);
      this.#series.add(atMs, count, [], this.#crowd.add(count, atMs));
    }
  }

  /** Another source or model numbers its objects anew. */
  #follow({ source, model }: SessionState): void {
    const { settings, status } = model;
    const followed = [
      source.kind,
      source.label,
      source.status,
      settings?.model,
      settings?.engine,
      status,
    ].join();
    if (followed !== this.#followed) {
      this.#tally.forgetTracks();
      this.#crowd.reset();
    }
    this.#followed = followed;
  }
}
