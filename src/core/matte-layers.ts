/**
 * The colours of the person and of what lies behind, each spread past the matte's edge: blurred sums of colour times
 * opacity, divided by the blurred opacity, so that neither bleeds into the other. Used for the blurred background and
 * to take the background's colour out of half-transparent pixels.
 */
import type { FrameGrid } from './frame-grid.ts';
import { sampleFrame, gridOfCells } from './frame-grid.ts';
import type { Size } from './geometry.ts';
import { windowTaps } from './map-window.ts';
import type { Picture } from './picture.ts';

/** What alpha = a · colour + b is made from, four values a cell, and the levels put on the result. */
export interface AlphaField {
  coefficients: Float32Array;
  grid: FrameGrid;
  levels: AlphaLevels;
}

/** Alpha below `low` counts as 0 and above `high` as 1, with a straight ramp between. */
export interface AlphaLevels {
  low: number;
  high: number;
}

export interface LayerSpec {
  of: 'person' | 'background';
  /** Frame pixels a cell. */
  cell: number;
  /** Standard deviation of the blur, in cells. */
  sigma: number;
}

/** Keeps the division finite deep inside the other layer, where the plain blurred frame shows through. */
export const LEAST_WEIGHT = 1e-3;

/** For the estimate of pure colours at the matte's edge: about 96 cells across, blurred by a good cell (by eye). */
export function edgeLayer(of: LayerSpec['of'], frame: Size): LayerSpec {
  return { of, cell: Math.max(1, Math.ceil(Math.max(frame.width, frame.height) / 96)), sigma: 1.2 };
}

/** For a background blurred by `sigmaPx` frame pixels: as coarse as the blur hides. */
export function blurLayer(sigmaPx: number): LayerSpec {
  const cell = Math.min(Math.max(Math.floor(sigmaPx / 2), 2), 8);
  return { of: 'background', cell, sigma: sigmaPx / cell };
}

/** Cells on each side that a Gaussian of `sigma` cells is summed over. */
export function blurReach(sigma: number): number {
  return Math.ceil(sigma * 2.5);
}

/** What the blurred opacity comes to where the layer is opaque all around: the kernel's own sum. */
export function wholeWeight(sigma: number): number {
  let sum = 1;
  for (let i = 1; i <= blurReach(sigma); i++) sum += 2 * Math.exp((-i * i) / (2 * sigma * sigma));
  return sum * sum;
}

/** Computes one layer after another in buffers that it keeps. */
export class MatteLayer {
  grid: FrameGrid = { width: 0, height: 0, spanX: 0, spanY: 0, startX: 0, startY: 0 };
  /** f32 R G B in 0..1 and the blurred opacity, four values a cell. CPU twin of the `matte-layer` passes. */
  colours = new Float32Array(0);
  #rows = new Float32Array(0);

  update(frame: Picture, alpha: AlphaField, spec: LayerSpec): void {
    this.grid = gridOfCells(frame, spec.cell);
    const length = this.grid.width * this.grid.height * 4;
    if (this.colours.length !== length) {
      this.colours = new Float32Array(length);
      this.#rows = new Float32Array(length);
    }
    sampleFrame(frame, this.grid, this.colours);
    weigh(this.colours, this.grid, alpha, spec.of);
    blur(this.colours, this.grid, spec.sigma, this.#rows);
    for (let i = 0; i < length; i += 4) {
      const scale = 1 / this.colours[i + 3]!;
      for (let c = 0; c < 3; c++) this.colours[i + c]! *= scale;
    }
  }
}

/** Multiplies each cell's colour by the layer's opacity there, which becomes the fourth value. */
function weigh(colours: Float32Array, grid: FrameGrid, alpha: AlphaField, of: LayerSpec['of']): void {
  const { coefficients, levels } = alpha;
  const xs = cellTaps(grid.width, grid.spanX, alpha.grid.width, alpha.grid.spanX, alpha.grid.startX);
  const ys = cellTaps(grid.height, grid.spanY, alpha.grid.height, alpha.grid.spanY, alpha.grid.startY);
  const scale = 1 / (levels.high - levels.low);
  for (let y = 0, at = 0; y < grid.height; y++) {
    const top = ys.first[y]! * alpha.grid.width;
    const bottom = ys.second[y]! * alpha.grid.width;
    const wy = ys.weight[y]!;
    for (let x = 0; x < grid.width; x++, at += 4) {
      const left = xs.first[x]!;
      const right = xs.second[x]!;
      const wx = xs.weight[x]!;
      let opacity = 0;
      for (let c = 0; c < 4; c++) {
        const upper = mix(coefficients[(top + left) * 4 + c]!, coefficients[(top + right) * 4 + c]!, wx);
        const lower = mix(
          coefficients[(bottom + left) * 4 + c]!,
          coefficients[(bottom + right) * 4 + c]!,
          wx,
        );
        opacity += mix(upper, lower, wy) * (c === 3 ? 1 : colours[at + c]!);
      }
      const value = Math.min(Math.max((opacity - levels.low) * scale, 0), 1);
      const weight = Math.max(of === 'person' ? value : 1 - value, LEAST_WEIGHT);
      for (let c = 0; c < 3; c++) colours[at + c]! *= weight;
      colours[at + 3] = weight;
    }
  }
}

function mix(a: number, b: number, part: number): number {
  return a + (b - a) * part;
}

/** Taps that read a grid at the centres of another grid's cells. */
function cellTaps(cells: number, span: number, ofCells: number, ofSpan: number, ofStart: number) {
  // The cells reach over the frame's edge by cells / span; windowTaps wants positions across `target` cells.
  return windowTaps(ofCells, (ofSpan * cells) / span, ofStart, cells);
}

/** Separable Gaussian over four interleaved values, in place; weights outside the grid are left out, not renormalised. */
function blur(values: Float32Array, { width, height }: Size, sigma: number, rows: Float32Array): void {
  const reach = blurReach(sigma);
  const kernel = Float32Array.from({ length: reach + 1 }, (_, i) => Math.exp((-i * i) / (2 * sigma * sigma)));
  const stride = width * 4;
  blurAxis(values, rows, { count: height, step: stride }, { count: width, step: 4 }, kernel);
  blurAxis(rows, values, { count: width, step: 4 }, { count: height, step: stride }, kernel);
}

interface Axis {
  count: number;
  step: number;
}

function blurAxis(
  from: Float32Array,
  to: Float32Array,
  across: Axis,
  along: Axis,
  kernel: Float32Array,
): void {
  const reach = kernel.length - 1;
  for (let line = 0; line < across.count; line++) {
    for (let i = 0; i < along.count; i++) {
      let r = 0;
      let g = 0;
      let b = 0;
      let a = 0;
      const first = Math.max(i - reach, 0);
      const last = Math.min(i + reach, along.count - 1);
      let at = line * across.step + first * along.step;
      for (let j = first; j <= last; j++, at += along.step) {
        const weight = kernel[Math.abs(j - i)]!;
        r += from[at]! * weight;
        g += from[at + 1]! * weight;
        b += from[at + 2]! * weight;
        a += from[at + 3]! * weight;
      }
      const out = line * across.step + i * along.step;
      to[out] = r;
      to[out + 1] = g;
      to[out + 2] = b;
      to[out + 3] = a;
    }
  }
}
