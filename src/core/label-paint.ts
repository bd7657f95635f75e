import type { Size } from './geometry.ts';
import type { ClassLabel } from './labels.ts';
import type { Look } from './look.ts';
import { patternAt } from './pattern.ts';
import type { Picture } from './picture.ts';
import { bilinearTaps } from './taps.ts';

/** For a class that the model has and its labels do not name. */
const UNNAMED = [128, 128, 128] as const;

/**
 * What to paint for each class: f32 R G B premultiplied (0..255 · opacity) and opacity (0..1), four values a class.
 * Hidden classes have opacity 0.
 */
export function labelPalette(
  classes: number,
  labels: readonly ClassLabel[],
  look: Pick<Look, 'opacity' | 'hiddenClasses'>,
  palette = new Float32Array(classes * 4),
): Float32Array<ArrayBuffer> {
  for (let c = 0; c < classes; c++) {
    const opacity = look.hiddenClasses.includes(c) ? 0 : look.opacity;
    const [red, green, blue] = labels[c]?.colour ?? UNNAMED;
    palette.set([red * opacity, green * opacity, blue * opacity, opacity], c * 4);
  }
  return palette;
}

/**
 * Paints a label map over the picture, in place. Each class's share of the four nearest labels (bilinear weights) is
 * taken to the fourth power and normalised: the border becomes the smooth contour where two shares are equal, about
 * a quarter of a label wide, instead of stairs or a blur. `period`: of the patterns within classes, in pixels; 0: plain
 * colours. CPU twin of `draw-labels`.
 */
export function paintLabels(
  picture: Picture,
  labels: Uint16Array,
  size: Size,
  palette: Float32Array,
  period = 0,
): void {
  const { data, width, height } = picture;
  const xs = bilinearTaps(size.width, width);
  const ys = bilinearTaps(size.height, height);
  const nearest = Int32Array.from({ length: width }, (_, x) => nearestCell(x, size.width, width));
  const colour = new Float32Array(4);
  let at = 0;
  for (let y = 0; y < height; y++) {
    const top = ys.first[y]! * size.width;
    const bottom = ys.second[y]! * size.width;
    const wy = ys.weight[y]!;
    const nearestRow = nearestCell(y, size.height, height) * size.width;
    for (let x = 0; x < width; x++, at += 4) {
      const left = xs.first[x]!;
      const right = xs.second[x]!;
      const a = labels[top + left]!;
      const b = labels[top + right]!;
      const c = labels[bottom + left]!;
      const d = labels[bottom + right]!;
      const part = period === 0 ? 1 : patternAt(labels[nearestRow + nearest[x]!]!, x, y, period);
      if (a === b && a === c && a === d) {
        blend(data, at, palette, a * 4, part);
      } else {
        mixBorder(colour, palette, a, b, c, d, xs.weight[x]!, wy);
        blend(data, at, colour, 0, part);
      }
    }
  }
}

/** The cell that a pixel's centre lies in, in whole numbers, as the shader reckons: a border must not depend on rounding. */
function nearestCell(pixel: number, cells: number, pixels: number): number {
  return Math.floor(((2 * pixel + 1) * cells) / (2 * pixels));
}

function blend(data: Uint8ClampedArray, at: number, colours: Float32Array, from: number, part: number): void {
  const keep = 1 - colours[from + 3]! * part;
  if (keep === 1) return;
  data[at] = data[at]! * keep + colours[from]! * part;
  data[at + 1] = data[at + 1]! * keep + colours[from + 1]! * part;
  data[at + 2] = data[at + 2]! * keep + colours[from + 2]! * part;
}

/** The colour at (x, y) between the labels a b (upper) and c d (lower). */
function mixBorder(
  out: Float32Array,
  palette: Float32Array,
  a: number,
  b: number,
  c: number,
  d: number,
  x: number,
  y: number,
): void {
  const wa = (1 - x) * (1 - y);
  const wb = x * (1 - y);
  const wc = (1 - x) * y;
  const wd = x * y;
  // The share of each label's class, cubed: times its own weight, a class sums up to its share's fourth power.
  const fa = wa * cube(wa + (b === a ? wb : 0) + (c === a ? wc : 0) + (d === a ? wd : 0));
  const fb = wb * cube(wb + (a === b ? wa : 0) + (c === b ? wc : 0) + (d === b ? wd : 0));
  const fc = wc * cube(wc + (a === c ? wa : 0) + (b === c ? wb : 0) + (d === c ? wd : 0));
  const fd = wd * cube(wd + (a === d ? wa : 0) + (b === d ? wb : 0) + (c === d ? wc : 0));
  const scale = 1 / (fa + fb + fc + fd);
  for (let i = 0; i < 4; i++) {
    const sum =
      fa * palette[a * 4 + i]! +
      fb * palette[b * 4 + i]! +
      fc * palette[c * 4 + i]! +
      fd * palette[d * 4 + i]!;
    out[i] = sum * scale;
  }
}

function cube(value: number): number {
  return value * value * value;
}
