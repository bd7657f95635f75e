import { heatColours } from './colour-maps.ts';
import type { Placement, Size } from './geometry.ts';
import { windowTaps, type MapWindow } from './map-window.ts';
import type { Picture } from './picture.ts';

/** What is known of a map after a frame: f32 sum, maximum, and the value that gets the brightest colour. */
export interface MapFigures {
  sum: number;
  max: number;
  scale: number;
}

/** The past's weight in the colour scale, so that colours do not flicker with each frame's maximum (by eye). */
export const SCALE_MEMORY = 0.9;

/** Steps of the colour table: fine enough that neighbours differ by at most one in 8 bits, mostly. */
export const HEAT_STEPS = 1024;

/**
 * The least density that gets the brightest colour, in people a cell: an empty scene must not glow with noise. The
 * peak of one person spread as a Gaussian of standard deviation 8 input pixels, 1 / (2π · 8²) a pixel; networks of
 * this kind are trained on 4 pixels and more (the choice of 8 is guessed).
 */
export function densityFloor({ model }: Placement, map: Size): number {
  const cellPixels = (model.width * model.height) / (map.width * map.height);
  return cellPixels / (2 * Math.PI * 8 * 8);
}

/** Sum and maximum of `data`; the scale follows the maximum with `memory` of `before`, never below `floor`. */
export function measureMap(data: Float32Array, before: number, memory: number, floor: number): MapFigures {
  let sum = 0;
  let max = 0;
  for (let i = 0; i < data.length; i++) {
    sum += data[i]!;
    if (data[i]! > max) max = data[i]!;
  }
  return { sum, max, scale: Math.max(max + (before - max) * memory, floor) };
}

/**
 * The heat map's colours: f32 R G B premultiplied (0..1) and opacity, HEAT_STEPS entries. The lowest quarter fades in,
 * so that ground without people shows the frame.
 */
export function heatPalette(opacity: number): Float32Array<ArrayBuffer> {
  const palette = new Float32Array(HEAT_STEPS * 4);
  heatColours(HEAT_STEPS).forEach((colour, i) => {
    const alpha = opacity * Math.min((i * 4) / HEAT_STEPS, 1);
    palette.set([...colour.map((value) => Math.min(Math.max(value, 0), 1) * alpha), alpha], i * 4);
  });
  return palette;
}

/**
 * Paints a density map over the picture, in place: bilinear between cells, `scale` (people a cell) brightest.
 * `data` is the whole map, f32, row by row, `mapWidth` cells a row. CPU twin of `draw-density`.
 */
export function paintDensity(
  picture: Picture,
  data: Float32Array,
  mapWidth: number,
  window: MapWindow,
  scale: number,
  palette: Float32Array,
): void {
  const { width, height } = picture;
  const xs = windowTaps(window.width, window.spanX, window.startX, width);
  const ys = windowTaps(window.height, window.spanY, window.startY, height);
  const line = new Float32Array(window.width);
  let at = 0;
  for (let y = 0; y < height; y++) {
    const top = (window.top + ys.first[y]!) * mapWidth + window.left;
    const bottom = (window.top + ys.second[y]!) * mapWidth + window.left;
    const wy = ys.weight[y]!;
    for (let i = 0; i < line.length; i++) {
      line[i] = (data[top + i]! + (data[bottom + i]! - data[top + i]!) * wy) / scale;
    }
    for (let x = 0; x < width; x++, at += 4) {
      const left = line[xs.first[x]!]!;
      const part = left + (line[xs.second[x]!]! - left) * xs.weight[x]!;
      const step = Math.min(Math.max(Math.floor(part * HEAT_STEPS), 0), HEAT_STEPS - 1) * 4;
      if (step > 0) blendHeat(picture.data, at, palette, step);
    }
  }
}

function blendHeat(data: Uint8ClampedArray, at: number, palette: Float32Array, step: number): void {
  const keep = 1 - palette[step + 3]!;
  data[at] = data[at]! * keep + palette[step]! * 255;
  data[at + 1] = data[at + 1]! * keep + palette[step + 1]! * 255;
  data[at + 2] = data[at + 2]! * keep + palette[step + 2]! * 255;
}
