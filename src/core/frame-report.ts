import type { Size } from './geometry.ts';
import type { ResultMap, ResultSummary } from './result.ts';

/** Where one frame's time went, in milliseconds of wall time in the worker. */
export interface FrameTimings {
  /** From capture until the worker picked the frame up. */
  captureMs: number;
  preprocessMs: number;
  /** `session.run`, with the queue drained where outputs stay on the GPU. */
  inferenceMs: number;
  decodeMs: number;
  drawMs: number;
  /** From capture until the picture with its result was handed to the display. */
  ageMs: number;
  /** GPU time of the frame by timestamp queries; undefined where the adapter has none. */
  gpuMs?: number;
}

/** Counters since the source was attached. */
export interface FrameCounts {
  captured: number;
  inferred: number;
  displayed: number;
  /** Frames replaced by a newer one before inference, each of them closed. */
  dropped: number;
}

/** What the worker tells the page about each displayed frame. */
export interface FrameReport {
  /** Milliseconds on the worker's clock (performance.timeOrigin + now), for rates. */
  atMs: number;
  /** The frame's own, in microseconds on its source's clock: sessions that tell the same number showed the same frame. */
  timestampUs: number;
  frame: Size;
  timings: FrameTimings;
  counts: FrameCounts;
  /** Undefined while no model runs and the bare frame is shown. */
  summary: ResultSummary | undefined;
  /**
   * `summary` is this very frame's, and `map` is there where the kind has one: the session was asked for maps. Of others
   * a summary may be late.
   */
  isSettled?: boolean;
  /** The result cell by cell. */
  map?: ResultMap | undefined;
}
