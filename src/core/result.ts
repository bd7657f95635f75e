import type { FrameBox, ModelBox } from './geometry.ts';

export type Task = 'segmentation' | 'matting' | 'detection' | 'counting';

/** What a model makes of a frame. Engines produce tensors, composers draw kinds, and nothing else knows models. */
export type ResultKind = 'label-map' | 'alpha-matte' | 'boxes' | 'density-map';

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
}

/**
 * The small part of a result: what people read as text, and all that leaves the worker.
 * Maps and mattes stay on the GPU (or in the worker) and are only drawn.
 */
export type ResultSummary =
  | { kind: 'boxes'; detections: Detection[] }
  /** `shares[i]`: part of the picture that class i covers, 0..1. */
  | { kind: 'label-map'; shares: number[] }
  /** `coverage`: mean alpha, 0..1. */
  | { kind: 'alpha-matte'; coverage: number }
  /** `count`: sum of the density map, in people. */
  | { kind: 'density-map'; count: number };
