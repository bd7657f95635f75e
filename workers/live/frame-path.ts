import type { FrameTimings } from '#core/frame-report.ts';
import type { Size, UnitPoint } from '#core/geometry.ts';
import type { Look } from '#core/look.ts';
import type { ResultMap, ResultSummary } from '#core/result.ts';
import type { Surface } from './display.ts';

/** What became of one frame. */
export interface Passage {
  size: Size;
  timings: Omit<FrameTimings, 'captureMs' | 'ageMs'>;
  summary: ResultSummary | undefined;
  map?: ResultMap;
}

/** A way from frame to picture, with a model or without. */
export interface FramePath {
  readonly surface: Surface;
  readonly hasModel: boolean;
  /**
   * Draws `frame` with its result; the caller closes the frame, a path may do so earlier. With `wantsMap` the passage has
   * the map where the kind has one, and summary and map are this very frame's; otherwise a summary may be late.
   */
  process(frame: VideoFrame, look: Look, wantsMap: boolean): Promise<Passage>;
  /** The class at a point of the newest picture; undefined where the kind has none for each point. */
  classAt(point: UnitPoint): Promise<number | undefined>;
  /** Copied before the call returns. */
  setBackground(image: ImageBitmap | undefined): void;
  /** The frames to come have nothing to do with those before: another source, or the same one elsewhere in time. */
  reset(): void;
  /** One run of the model alone, in milliseconds; 0 without a model. */
  runBare(): Promise<number>;
  dispose(): Promise<void>;
}
