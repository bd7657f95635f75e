/**
 * Edge-aware refinement of a matte by the guided filter with a colour guide.
 *
 * In each box the matte is fitted as alpha = a · colour + b; the fits are averaged and applied to the full frame, so
 * that the matte's edges move onto the frame's. Computed on the matte's coarse grid and applied at full resolution.
 * K. He, J. Sun, X. Tang, "Guided Image Filtering" (2013), eq. 19-21; He and Sun, "Fast Guided Filter" (2015).
 */
import type { Size } from './geometry.ts';
import type { FrameGrid } from './frame-grid.ts';
import type { MapWindow } from './map-window.ts';

export interface RefineOptions {
  /** Half the box's side, in cells, without the centre. */
  radius: number;
  /** How much colour variance in a box counts as flat, of colours 0..1. */
  epsilon: number;
}

/** Chosen by looking at hair and low-contrast cheeks in portraits: smaller boxes lose strands, larger ones make halos. */
export const refineDefaults: RefineOptions = { radius: 3, epsilon: 3e-4 };

/** Refined alpha below and above counts as 0 and 1: the fit leaves a faint veil where the colours are alike (by eye). */
export const REFINED_LEVELS = { low: 0.1, high: 0.9 } as const;

/** Cells above which the grid is halved, thirded ...: the fit needs no more, and its cost on a CPU follows them. */
const MAX_CELLS = 20_000;

export interface RefineGrid extends FrameGrid {
  /** Cells of the matte a side of this grid's. */
  shrink: number;
}

/** The grid that a matte is refined on. */
export function refineGrid(window: MapWindow): RefineGrid {
  return matteGrid(window, Math.max(1, Math.ceil(Math.sqrt((window.width * window.height) / MAX_CELLS))));
}

/** The grid of the matte's cells, `shrink` x `shrink` of them taken together. */
export function matteGrid(window: MapWindow, shrink: number): RefineGrid {
  return {
    shrink,
    width: Math.ceil(window.width / shrink),
    height: Math.ceil(window.height / shrink),
    spanX: window.spanX / shrink,
    spanY: window.spanY / shrink,
    startX: window.startX / shrink,
    startY: window.startY / shrink,
  };
}

/** The matte averaged into the grid's cells, as the fourth of each four values of `out`. */
export function shrinkMatte(matte: Float32Array, size: Size, grid: RefineGrid, out: Float32Array): void {
  for (let y = 0, cell = 3; y < grid.height; y++) {
    const [top, bottom] = [y * grid.shrink, Math.min((y + 1) * grid.shrink, size.height)];
    for (let x = 0; x < grid.width; x++, cell += 4) {
      const [left, right] = [x * grid.shrink, Math.min((x + 1) * grid.shrink, size.width)];
      let sum = 0;
      for (let row = top; row < bottom; row++) {
        for (let i = row * size.width + left; i < row * size.width + right; i++) sum += matte[i]!;
      }
      out[cell] = sum / ((bottom - top) * (right - left));
    }
  }
}

/** Products of colour and matte whose box means the fit needs: 3 + 1 means, 6 colour products, 3 with the matte. */
const MOMENTS = 13;

/** Computes coefficients in buffers that it keeps between frames. */
export class MatteRefiner {
  #moments = new Float32Array(0);
  #rows = new Float32Array(0);
  #fits = new Float32Array(0);

  /**
   * Averaged fits, four values a cell: alpha = a.r · R + a.g · G + a.b · B + b for colours in 0..1.
   * `guide`: R G B in 0..1 and the matte, as `sampleFrame` and `shrinkMatte` make them. Writes `out`. CPU twin of the `matte-coefficients` passes.
   */
  coefficients(guide: Float32Array, grid: Size, options: RefineOptions, out: Float32Array): void {
    const cells = grid.width * grid.height;
    if (this.#moments.length !== cells * MOMENTS) {
      this.#moments = new Float32Array(cells * MOMENTS);
      this.#rows = new Float32Array(cells * MOMENTS);
      this.#fits = new Float32Array(cells * 4);
    }
    momentsOf(guide, this.#moments);
    boxMeans(this.#moments, grid, MOMENTS, options.radius, this.#rows, this.#moments);
    for (let i = 0; i < cells; i++) fit(this.#moments, i * MOMENTS, options.epsilon, this.#fits, i * 4);
    boxMeans(this.#fits, grid, 4, options.radius, this.#rows, out);
  }
}

function momentsOf(guide: Float32Array, out: Float32Array): void {
  for (let i = 0, at = 0; i < guide.length; i += 4, at += MOMENTS) {
    const r = guide[i]!;
    const g = guide[i + 1]!;
    const b = guide[i + 2]!;
    const p = guide[i + 3]!;
    out[at] = r;
    out[at + 1] = g;
    out[at + 2] = b;
    out[at + 3] = p;
    out[at + 4] = r * r;
    out[at + 5] = r * g;
    out[at + 6] = r * b;
    out[at + 7] = g * g;
    out[at + 8] = g * b;
    out[at + 9] = b * b;
    out[at + 10] = r * p;
    out[at + 11] = g * p;
    out[at + 12] = b * p;
  }
}

/**
 * Means over boxes of 2 · radius + 1 cells a side, cut off at the grid's edge; `channels` interleaved values a cell.
 * Running sums: the cost does not depend on the radius. `out` may be `values`.
 */
function boxMeans(
  values: Float32Array,
  { width, height }: Size,
  channels: number,
  radius: number,
  rows: Float32Array,
  out: Float32Array,
): void {
  const stride = width * channels;
  const scales = boxScales(width, radius);
  for (let y = 0; y < height; y++) {
    const start = y * stride;
    for (let c = start; c < start + channels; c++) {
      let sum = 0;
      for (let x = 0; x < Math.min(radius, width); x++) sum += values[c + x * channels]!;
      for (let x = 0; x < width; x++) {
        if (x + radius < width) sum += values[c + (x + radius) * channels]!;
        if (x > radius) sum -= values[c + (x - radius - 1) * channels]!;
        rows[c + x * channels] = sum * scales[x]!;
      }
    }
  }
  const sums = new Float64Array(stride);
  const rowScales = boxScales(height, radius);
  for (let y = 0; y < Math.min(radius, height); y++) {
    for (let i = 0; i < stride; i++) sums[i]! += rows[y * stride + i]!;
  }
  for (let y = 0; y < height; y++) {
    const enter = y + radius < height ? (y + radius) * stride : -1;
    const leave = y > radius ? (y - radius - 1) * stride : -1;
    const scale = rowScales[y]!;
    for (let i = 0, at = y * stride; i < stride; i++, at++) {
      const sum = sums[i]! + (enter < 0 ? 0 : rows[enter + i]!) - (leave < 0 ? 0 : rows[leave + i]!);
      sums[i] = sum;
      out[at] = sum * scale;
    }
  }
}

/** One over the number of cells in the box around each cell of a line. */
function boxScales(count: number, radius: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    return 1 / (Math.min(i + radius, count - 1) - Math.max(i - radius, 0) + 1);
  });
}

/** a = (covariance of colour + epsilon)⁻¹ · covariance of colour and matte, by LDLᵀ; b = mean matte − a · mean colour. */
function fit(m: Float32Array, at: number, epsilon: number, out: Float32Array, to: number): void {
  const r = m[at]!;
  const g = m[at + 1]!;
  const b = m[at + 2]!;
  const p = m[at + 3]!;
  // The lower triangle of L D Lᵀ, with one over D.
  const e0 = 1 / (m[at + 4]! - r * r + epsilon);
  const c10 = m[at + 5]! - r * g;
  const c20 = m[at + 6]! - r * b;
  const l10 = c10 * e0;
  const l20 = c20 * e0;
  const e1 = 1 / (m[at + 7]! - g * g + epsilon - l10 * c10);
  const c21 = m[at + 8]! - g * b - l20 * c10;
  const l21 = c21 * e1;
  const e2 = 1 / (m[at + 9]! - b * b + epsilon - l20 * c20 - l21 * c21);
  // Forward, then backward substitution.
  const y0 = m[at + 10]! - r * p;
  const y1 = m[at + 11]! - g * p - l10 * y0;
  const y2 = m[at + 12]! - b * p - l20 * y0 - l21 * y1;
  const a2 = y2 * e2;
  const a1 = y1 * e1 - l21 * a2;
  const a0 = y0 * e0 - l10 * a1 - l20 * a2;
  out[to] = a0;
  out[to + 1] = a1;
  out[to + 2] = a2;
  out[to + 3] = p - a0 * r - a1 * g - a2 * b;
}
