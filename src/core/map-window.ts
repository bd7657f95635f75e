import type { Placement, Size } from './geometry.ts';
import { placedSize } from './preprocess.ts';
import type { Taps } from './taps.ts';

/**
 * The part of an output map that shows the frame, without the padding's cells. The map may be coarser than the
 * model's input. Position u (0..1 across the frame) is at cell index u · span + start − 0.5 of the window.
 */
export interface MapWindow extends Size {
  /** Cells left of and above the window. */
  left: number;
  top: number;
  spanX: number;
  spanY: number;
  startX: number;
  startY: number;
}

export function mapWindow(placement: Placement, map: Size): MapWindow {
  const placed = placedSize(placement);
  const x = axis(placement.offsetX, placed.width, placement.model.width, map.width);
  const y = axis(placement.offsetY, placed.height, placement.model.height, map.height);
  return {
    left: x.first,
    top: y.first,
    width: x.count,
    height: y.count,
    spanX: x.span,
    spanY: y.span,
    startX: x.start,
    startY: y.start,
  };
}

/** The window of a map whose cells cover the frame exactly. */
export function wholeWindow({ width, height }: Size): MapWindow {
  return { left: 0, top: 0, width, height, spanX: width, spanY: height, startX: 0, startY: 0 };
}

/** The window's cells of a map with `mapWidth` cells a row, copied. */
export function windowValues(map: Float32Array, mapWidth: number, window: MapWindow): Float32Array {
  const { left, top, width, height } = window;
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const start = (top + y) * mapWidth + left;
    values.set(map.subarray(start, start + width), y * width);
  }
  return values;
}

/** Index of the window's cell that holds the point (u, v), each 0..1 across the frame. */
export function cellAt(
  { width, height, spanX, spanY, startX, startY }: MapWindow,
  u: number,
  v: number,
): number {
  const along = (position: number, cells: number) => Math.min(Math.max(Math.floor(position), 0), cells - 1);
  return along(v * spanY + startY, height) * width + along(u * spanX + startX, width);
}

/** Cells that the placed picture touches along one axis. */
function axis(offset: number, placed: number, model: number, map: number) {
  const first = Math.floor((offset * map) / model);
  const end = Math.min(Math.ceil(((offset + placed) * map) / model), map);
  const start = (offset * map) / model - first;
  return { first, count: Math.max(end - first, 1), span: (placed * map) / model, start };
}

/** Bilinear taps for drawing a window of `cells` cells over `target` pixels, clamped at the window's edge. */
export function windowTaps(cells: number, span: number, start: number, target: number): Taps {
  const first = new Int32Array(target);
  const second = new Int32Array(target);
  const weight = new Float32Array(target);
  for (let i = 0; i < target; i++) {
    const at = Math.min(Math.max(((i + 0.5) / target) * span + start - 0.5, 0), cells - 1);
    first[i] = Math.floor(at);
    second[i] = Math.min(first[i]! + 1, cells - 1);
    weight[i] = at - first[i]!;
  }
  return { first, second, weight };
}
