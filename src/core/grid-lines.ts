import type { FrameGrid } from './frame-grid.ts';
import type { Size } from './geometry.ts';
import { windowTaps } from './map-window.ts';
import type { AlphaField } from './matte-layers.ts';
import type { Picture } from './picture.ts';
import type { Taps } from './taps.ts';

/** A grid of four values a cell, brought to a frame row by row: rows are mixed first, so a pixel costs two cells only. */
class GridLines {
  protected readonly line: Float32Array;
  protected readonly xs: Taps;
  protected readonly ys: Taps;
  readonly #values: Float32Array;

  constructor(values: Float32Array, grid: FrameGrid, frame: Size) {
    this.#values = values;
    this.line = new Float32Array(grid.width * 4);
    this.xs = windowTaps(grid.width, grid.spanX, grid.startX, frame.width);
    this.ys = windowTaps(grid.height, grid.spanY, grid.startY, frame.height);
  }

  /** `start` and `end`: the pixels that will be asked for, of the row's. */
  toRow(y: number, start = 0, end = this.xs.first.length): void {
    const { line } = this;
    const values = this.#values;
    const top = this.ys.first[y]! * line.length;
    const bottom = this.ys.second[y]! * line.length;
    const weight = this.ys.weight[y]!;
    const last = this.xs.second[end - 1]! * 4 + 3;
    for (let i = this.xs.first[start]! * 4; i <= last; i++) {
      const upper = values[top + i]!;
      line[i] = upper + (values[bottom + i]! - upper) * weight;
    }
  }
}

/** The fourth values of a grid. */
export class FourthLines extends GridLines {
  /** At pixel `x` of the row of the last `toRow`. */
  read(x: number): number {
    const one = this.line[this.xs.first[x]! * 4 + 3]!;
    const other = this.line[this.xs.second[x]! * 4 + 3]!;
    return one + (other - one) * this.xs.weight[x]!;
  }
}

/** A grid of colours: R G B in 0..1 and a fourth value. */
export class ColourLines extends GridLines {
  /** The row's cells in 256ths of a byte value: whole numbers are quick, and bytes alone would round twice. */
  readonly #red: Uint16Array;
  readonly #green: Uint16Array;
  readonly #blue: Uint16Array;
  /** Weights of the second cell, of 256. */
  readonly #parts: Uint16Array;

  constructor(values: Float32Array, grid: FrameGrid, frame: Size) {
    super(values, grid, frame);
    this.#red = new Uint16Array(grid.width);
    this.#green = new Uint16Array(grid.width);
    this.#blue = new Uint16Array(grid.width);
    this.#parts = Uint16Array.from(this.xs.weight, (weight) => Math.round(weight * 256));
  }

  override toRow(y: number): void {
    super.toRow(y);
    const { line } = this;
    for (let i = 0, at = 0; at < line.length; i++, at += 4) {
      this.#red[i] = line[at]! * 65280 + 0.5;
      this.#green[i] = line[at + 1]! * 65280 + 0.5;
      this.#blue[i] = line[at + 2]! * 65280 + 0.5;
    }
  }

  /** The colour at pixel `x` of the row of the last `toRow`, 0..255, into `out`. */
  read(x: number, out: Float32Array): void {
    const { line, xs } = this;
    const left = xs.first[x]! * 4;
    const right = xs.second[x]! * 4;
    const part = xs.weight[x]! * 255;
    const rest = 255 - part;
    out[0] = line[left]! * rest + line[right]! * part;
    out[1] = line[left + 1]! * rest + line[right + 1]! * part;
    out[2] = line[left + 2]! * rest + line[right + 2]! * part;
  }

  /** The colours of pixels `start` to `end` as opaque R G B A bytes (in a little-endian word), into `out` from there. */
  write(start: number, end: number, out: Uint32Array): void {
    const { first, second } = this.xs;
    const [red, green, blue, parts] = [this.#red, this.#green, this.#blue, this.#parts];
    for (let x = start; x < end; x++) {
      const left = first[x]!;
      const right = second[x]!;
      const part = parts[x]!;
      const rest = 256 - part;
      const r = (red[left]! * rest + red[right]! * part + 0x8000) >>> 16;
      const g = (green[left]! * rest + green[right]! * part + 0x8000) & 0xff0000;
      const b = (blue[left]! * rest + blue[right]! * part + 0x8000) & 0xff0000;
      out[x] = 0xff000000 | b | (g >>> 8) | r;
    }
  }
}

/** A stretch of a row: opacity 0 all along, 1 all along, or mixed. */
export type SpanKind = 'clear' | 'solid' | 'mixed';

const KINDS = ['clear', 'solid', 'mixed'] as const satisfies SpanKind[];
/** As indices into KINDS: a matte has tens of thousands of cells. */
const [CLEAR, SOLID, MIXED] = [0, 1, 2];

export interface Span {
  start: number;
  end: number;
  kind: SpanKind;
}

/** The matte at full resolution: fits applied to the frame's own colours. */
export class AlphaLines extends GridLines {
  /** Opacities 0..1 of the last row, where a span was mixed. */
  readonly opacity: Float32Array;
  readonly #picture: Picture;
  readonly #alpha: AlphaField;
  readonly #kinds: Uint8Array;
  readonly #isFlat: boolean;
  /** Starts of the stretches of pixels between the same two cells, and the row's end. */
  readonly #runs: number[];
  #spans: Span[] = [];

  constructor(alpha: AlphaField, picture: Picture) {
    super(alpha.coefficients, alpha.grid, picture);
    this.#picture = picture;
    this.#alpha = alpha;
    this.opacity = new Float32Array(picture.width);
    this.#kinds = cellKinds(alpha);
    this.#isFlat = isFlat(alpha.coefficients);
    const { first } = this.xs;
    this.#runs = [...first.keys()].filter((x) => x === 0 || first[x] !== first[x - 1]);
    this.#runs.push(picture.width);
  }

  /** The row's spans from left to right; `opacity` is made from the picture as it is now. */
  spans(y: number): readonly Span[] {
    // Rows between the same two rows of cells have the same spans.
    if (y === 0 || this.ys.first[y] !== this.ys.first[y - 1]) this.#spans = this.#spansOf(y);
    for (const { start, end, kind } of this.#spans) {
      if (kind !== 'mixed') continue;
      this.toRow(y, start, end);
      this.#apply(y, start, end);
    }
    return this.#spans;
  }

  #spansOf(y: number): Span[] {
    const spans: Span[] = [];
    let [start, code] = [0, -1];
    for (let i = 0; i < this.#runs.length; i++) {
      const x = this.#runs[i]!;
      const next = i < this.#runs.length - 1 ? this.#codeBetween(x, y) : -1;
      if (next === code) continue;
      if (code >= 0) spans.push({ start, end: x, kind: KINDS[code]! });
      [start, code] = [x, next];
    }
    return spans;
  }

  /** The index into KINDS for the pixels between four cells. */
  #codeBetween(x: number, y: number): number {
    const kinds = this.#kinds;
    const { width } = this.#alpha.grid;
    const [top, bottom] = [this.ys.first[y]! * width, this.ys.second[y]! * width];
    const [left, right] = [this.xs.first[x]!, this.xs.second[x]!];
    const code = kinds[top + left]!;
    const isUniform =
      code === kinds[top + right] && code === kinds[bottom + left] && code === kinds[bottom + right];
    return isUniform ? code : MIXED;
  }

  #apply(y: number, start: number, end: number): void {
    const { line, opacity } = this;
    const { first, second, weight } = this.xs;
    const { data, width } = this.#picture;
    const { low, high } = this.#alpha.levels;
    const scale = 1 / (high - low);
    const unit = 1 / 255;
    for (let x = start, at = (y * width + start) * 4; x < end; x++, at += 4) {
      const i = first[x]! * 4;
      const j = second[x]! * 4;
      let one = line[i + 3]!;
      let other = line[j + 3]!;
      if (!this.#isFlat) {
        const r = data[at]! * unit;
        const g = data[at + 1]! * unit;
        const b = data[at + 2]! * unit;
        one += line[i]! * r + line[i + 1]! * g + line[i + 2]! * b;
        other += line[j]! * r + line[j + 1]! * g + line[j + 2]! * b;
      }
      const value = (one + (other - one) * weight[x]! - low) * scale;
      opacity[x] = value < 0 ? 0 : value > 1 ? 1 : value;
    }
  }
}

/** True when no cell heeds the frame's colours, as in a matte that is not refined. */
function isFlat(coefficients: Float32Array): boolean {
  for (let i = 0; i < coefficients.length; i += 4) {
    if (coefficients[i] !== 0 || coefficients[i + 1] !== 0 || coefficients[i + 2] !== 0) return false;
  }
  return true;
}

/** Most cells are clear or solid whatever colour they meet: so say the least and the greatest alpha they can give. */
function cellKinds({ coefficients, levels }: AlphaField): Uint8Array {
  const kinds = new Uint8Array(coefficients.length / 4);
  for (let i = 0; i < kinds.length; i++) {
    let least = coefficients[i * 4 + 3]!;
    let greatest = least;
    for (let c = i * 4; c < i * 4 + 3; c++) {
      const slope = coefficients[c]!;
      if (slope < 0) least += slope;
      else greatest += slope;
    }
    kinds[i] = greatest <= levels.low ? CLEAR : least >= levels.high ? SOLID : MIXED;
  }
  return kinds;
}
