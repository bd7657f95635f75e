import type { FrameBox, ModelBox } from './geometry.ts';
import type { MapWindow } from './map-window.ts';

/** In the order of the page's tabs and of the keys 1 to 7. */
export const tasks = [
  'segmentation',
  'matting',
  'detection',
  'counting',
  'classification',
  'enhancement',
  'reading',
] as const;

export type Task = (typeof tasks)[number];

/** What a model makes of a frame. Engines produce tensors, composers draw kinds, and nothing else knows models. */
export const resultKinds = [
  'label-map',
  'alpha-matte',
  'boxes',
  'density-map',
  'classes',
  'picture',
  'text',
] as const;

export type ResultKind = (typeof resultKinds)[number];

/** A box that a detector proposes, in model pixels, before NMS. `score` is in 0..1, `classIndex` into the labels. */
export interface Candidate {
  box: ModelBox;
  classIndex: number;
  score: number;
}

/** A detected object in frame pixels. */
export interface Detection {
  box: FrameBox;
  classIndex: number;
  score: number;
  /** The same number is the same object in every frame; only where objects are followed. */
  trackId?: number;
}

/** A class that the whole picture may show. `score` is a probability where the model says so, else what it gives. */
export interface RankedClass {
  classIndex: number;
  /** From the model's labels, which only the worker has: ImageNet's would be half of the page. */
  name: string;
  score: number;
}

/** A line of text and where it was read, in frame pixels. `confidence`: mean probability of its characters, 0..1. */
export interface TextLine {
  box: FrameBox;
  text: string;
  confidence: number;
}

/**
 * The small part of a result: what people read as text, and all that leaves the worker unasked.
 * Maps and mattes stay on the GPU (or in the worker) and are only drawn.
 */
export type ResultSummary =
  | { kind: 'boxes'; detections: Detection[] }
  /**
   * `shares[i]`: part of the picture that class i covers, 0..1. `changed`: part whose class is another than in the frame
   * before, 0..1; none after a cut.
   */
  | { kind: 'label-map'; shares: number[]; changed?: number }
  /** `coverage`: mean alpha, 0..1. `changed`: part that went over to the other side of a half, as above. */
  | { kind: 'alpha-matte'; coverage: number; changed?: number }
  /** `count`: sum of the density map, in people. */
  | { kind: 'density-map'; count: number }
  /** The likeliest classes, best first. */
  | { kind: 'classes'; top: RankedClass[] }
  /** `brightness`: mean of the new picture's values, 0..1. */
  | { kind: 'picture'; brightness: number }
  | { kind: 'text'; lines: TextLine[] };

/** A result cell by cell, over the part of the model's map that shows the frame. */
export interface ResultMap {
  kind: Extract<ResultKind, 'label-map' | 'alpha-matte' | 'density-map'>;
  window: MapWindow;
  /** Row by row, window.width × window.height: class indices (u16), opacity in 0..1 or people a cell (f32). */
  values: Uint16Array | Float32Array;
}
