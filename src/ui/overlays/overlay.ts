/** What an overlay is. Each kind has a folder beside this file and is found by its kind, never by a model's name. */
import type { Size, UnitPoint } from '#core/geometry.ts';
import type { ClassLabel } from '#core/labels.ts';
import type { Look } from '#core/look.ts';
import type { ResultKind, ResultSummary } from '#core/result.ts';

/** Where the picture lies, in CSS pixels of the stage. */
export interface Viewport {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** What an overlay draws: a result, the frame it belongs to, and where that frame is shown. */
export interface OverlayInput<Kind extends ResultKind = ResultKind> {
  summary: Extract<ResultSummary, { kind: Kind }>;
  frame: Size;
  /** When the frame was shown, on any clock that only goes forward. */
  atMs: number;
  labels: readonly ClassLabel[];
  look: Look;
  viewport: Viewport;
  /** The class at a point of the picture, where a person may point at it. */
  classAt?: ((point: UnitPoint) => Promise<number | undefined>) | undefined;
}

export interface OverlayElement extends HTMLElement {
  /** Shows this result now; the element keeps nothing of it that the caller may reuse. */
  show(input: OverlayInput): void;
  /** Shows nothing. */
  clear(): void;
  /** Paints the result into a saved picture; absent where the picture itself already shows it. */
  paint?(context: CanvasRenderingContext2D, input: OverlayInput): void;
}

/** What each kind's `<kind>-overlay.ts` exports. */
export interface OverlayModule {
  kind: ResultKind;
  tag: string;
}

/** The rectangle of a frame shown whole and centred in a stage, as `object-fit: contain` lays it. */
export function containedIn(frame: Size, stage: Size): Viewport {
  if (frame.width <= 0 || frame.height <= 0) return { left: 0, top: 0, width: 0, height: 0 };
  const scale = Math.min(stage.width / frame.width, stage.height / frame.height);
  const width = frame.width * scale;
  const height = frame.height * scale;
  return { left: (stage.width - width) / 2, top: (stage.height - height) / 2, width, height };
}
