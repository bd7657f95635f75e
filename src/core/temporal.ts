import type { Size } from './geometry.ts';
import type { Logits } from './label-decode.ts';
import { logitStrides } from './label-decode.ts';

/**
 * Two values in 0..1 of the same place, in two frames: below the first they differ by jitter and the past keeps its
 * whole weight; above the second something moved and it has none.
 */
export const JITTER = 0.1;
export const MOVEMENT = 0.4;

/** How far apart the cells are that tell noise from movement: those beside each other mostly share their noise. */
export const BESIDE = 2;
/** What differs by more than this is judged by itself too: small things move without neighbours (chosen; costs nothing). */
export const LONE = 0.5;

/** 1 up to JITTER, 0 from MOVEMENT, smooth between. */
export function agreement(difference: number): number {
  const t = Math.min(Math.max((difference - JITTER) / (MOVEMENT - JITTER), 0), 1);
  return 1 - t * t * (3 - 2 * t);
}

/**
 * How far a frame's value is from the past's, 0..1: by itself or by the mean over the cell of index `i` and the eight
 * around it (BESIDE apart), whichever is less; never less than what exceeds LONE. Noise moves single cells, and the mean
 * stays; what moves in the picture brings its neighbours along. `valueAt`: the frame's, by index, row by row; cells beyond the border are those at it.
 */
export function disagreement(i: number, grid: Size, valueAt: (i: number) => number, before: number): number {
  const alone = Math.abs(valueAt(i) - before);
  // Only there can the mean change anything.
  if (alone <= JITTER) return alone;
  return Math.max(alone - LONE, Math.min(alone, Math.abs(meanAround(i, grid, valueAt) - before)));
}

function meanAround(i: number, { width, height }: Size, valueAt: (i: number) => number): number {
  const x = i % width;
  const y = (i - x) / width;
  let sum = 0;
  for (let dy = -BESIDE; dy <= BESIDE; dy += BESIDE) {
    const row = Math.min(Math.max(y + dy, 0), height - 1) * width;
    for (let dx = -BESIDE; dx <= BESIDE; dx += BESIDE)
      sum += valueAt(row + Math.min(Math.max(x + dx, 0), width - 1));
  }
  return sum / 9;
}

/**
 * Moving average over frames, in place: state = value + (state − value) · weight, so `weight` is that of the past,
 * 0..1; weight 0 takes the value as it is, which a first frame needs. CPU twin of `temporal-smooth`.
 */
export function smoothInto(state: Float32Array, value: Float32Array, weight: number): void {
  for (let i = 0; i < state.length; i++) {
    const now = value[i]!;
    state[i] = now + (state[i]! - now) * weight;
  }
}

/**
 * As `smoothInto` for class scores (logits), pixel by pixel: where the past's class is another than the frame's, its
 * weight falls with how sure both are of that. Between the two classes alone, p = sigmoid of the difference of their
 * scores; `agreement` judges the `disagreement` of p. So noise near a border is averaged away, and a border that moves is
 * not held back. CPU twin of `temporal-smooth-labels`.
 */
export function smoothLogitsInto(state: Float32Array, { data, ...grid }: Logits, weight: number): void {
  const { classes, width, height } = grid;
  const { classStride, pixelStride } = logitStrides(grid);
  for (let p = 0, at = 0; p < width * height; p++, at += pixelStride) {
    const now = largest(data, at, classes, classStride);
    const before = largest(state, at, classes, classStride);
    let past = weight;
    if (now !== before && weight > 0) {
      const surer = (i: number) =>
        sigmoid(data[i * pixelStride + now - at]! - data[i * pixelStride + before - at]!);
      past *= agreement(disagreement(p, grid, surer, sigmoid(state[now]! - state[before]!)));
    }
    for (let c = 0, i = at; c < classes; c++, i += classStride) {
      const value = data[i]!;
      state[i] = past === 0 ? value : value + (state[i]! - value) * past;
    }
  }
}

/** Where the largest of a pixel's scores stands; the lowest class on a tie. */
function largest(scores: Float32Array, at: number, classes: number, stride: number): number {
  let best = at;
  for (let c = 1, i = at + stride; c < classes; c++, i += stride) if (scores[i]! > scores[best]!) best = i;
  return best;
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
