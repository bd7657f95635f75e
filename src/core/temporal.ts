import type { Logits } from './label-decode.ts';
import { logitStrides } from './label-decode.ts';

/**
 * Two values in 0..1 of the same place, in two frames: below the first they differ by jitter and the past keeps its
 * whole weight; above the second something moved and it has none.
 */
export const JITTER = 0.1;
export const MOVEMENT = 0.4;

/** 1 up to JITTER, 0 from MOVEMENT, smooth between. */
export function agreement(difference: number): number {
  const t = Math.min(Math.max((difference - JITTER) / (MOVEMENT - JITTER), 0), 1);
  return 1 - t * t * (3 - 2 * t);
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
 * scores; `agreement` judges how far p is apart. So noise near a border is averaged away, and a border that moves is not
 * held back. CPU twin of `temporal-smooth-labels`.
 */
export function smoothLogitsInto(state: Float32Array, { data, ...grid }: Logits, weight: number): void {
  const { classes, width, height } = grid;
  const { classStride, pixelStride } = logitStrides(grid);
  for (let p = 0, at = 0; p < width * height; p++, at += pixelStride) {
    const now = largest(data, at, classes, classStride);
    const before = largest(state, at, classes, classStride);
    const isSame = now === before || weight === 0;
    const past = isSame ? weight : weight * agreement(apart(data, state, now, before));
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

/** How far the two frames are apart about class `a` against class `b`, 0..1. */
function apart(data: Float32Array, state: Float32Array, a: number, b: number): number {
  return Math.abs(sigmoid(data[a]! - data[b]!) - sigmoid(state[a]! - state[b]!));
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
