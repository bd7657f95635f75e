import type { Size } from './geometry.ts';
import type { Picture } from './picture.ts';

/** A coarse grid over the frame: position u (0..1 across the frame) is at cell index u · span + start − 0.5. */
export interface FrameGrid extends Size {
  spanX: number;
  spanY: number;
  startX: number;
  startY: number;
}

/** The grid whose cells are `cell` x `cell` frame pixels; the last ones reach over the edge. */
export function gridOfCells(frame: Size, cell: number): FrameGrid {
  return {
    width: Math.ceil(frame.width / cell),
    height: Math.ceil(frame.height / cell),
    spanX: frame.width / cell,
    spanY: frame.height / cell,
    startX: 0,
    startY: 0,
  };
}

/** Samples a side that a cell's colour is averaged from. */
const SAMPLES = 3;

/**
 * Added to sample positions, in pixels: where cells are whole pixels, samples fall on the line between two, and f32
 * and f64 must pick the same one.
 */
const TIE_BREAK_PX = 1 / 64;

/**
 * The frame's colours in the grid's cells: f32 R G B in 0..1, four values a cell of which the last is left as it is.
 * Each cell averages 3 x 3 samples spread over its footprint.
 */
export function sampleFrame(frame: Picture, grid: FrameGrid, out: Float32Array): void {
  const xs = samplePositions(grid.width, grid.spanX, grid.startX, frame.width);
  const ys = samplePositions(grid.height, grid.spanY, grid.startY, frame.height);
  const scale = 1 / (255 * SAMPLES * SAMPLES);
  const { data } = frame;
  for (let y = 0, to = 0; y < grid.height; y++) {
    for (let x = 0; x < grid.width; x++, to += 4) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let j = y * SAMPLES; j < (y + 1) * SAMPLES; j++) {
        const row = ys[j]! * frame.width;
        for (let i = x * SAMPLES; i < (x + 1) * SAMPLES; i++) {
          const at = (row + xs[i]!) * 4;
          red += data[at]!;
          green += data[at + 1]!;
          blue += data[at + 2]!;
        }
      }
      out[to] = red * scale;
      out[to + 1] = green * scale;
      out[to + 2] = blue * scale;
    }
  }
}

/** The frame pixels that the samples of each cell fall on, SAMPLES a cell, along one axis. */
function samplePositions(cells: number, span: number, start: number, pixels: number): Int32Array {
  const positions = new Int32Array(cells * SAMPLES);
  for (let i = 0; i < positions.length; i++) {
    const at = (((i + 0.5) / SAMPLES - start) / span) * pixels + TIE_BREAK_PX;
    positions[i] = Math.min(Math.max(Math.floor(at), 0), pixels - 1);
  }
  return positions;
}
