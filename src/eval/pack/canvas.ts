/**
 * Draws shapes in software, to the same bytes on every machine: a browser's canvas smooths edges as it likes, and Node has
 * none. A pixel's coverage is that of 4 × 4 points.
 */
import type { Size } from '#core/geometry.ts';
import type { RgbaImage } from '#core/preprocess.ts';
import type { Colour, Shape } from './shapes.ts';

const GRID = 4;
/** Grain that no shape has, so that plain areas are none of a network's special cases: ± steps of 255. */
const GRAIN = 6;

export class Canvas {
  readonly size: Size;
  readonly #rgb: Float32Array;
  /** Opacity of everything that was painted with `isForeground`. */
  readonly alpha: Float32Array;
  /** Of the topmost shape that covers half of the pixel. */
  readonly labels: Uint16Array;
  readonly objects: Uint16Array;

  constructor(size: Size) {
    const count = size.width * size.height;
    this.size = size;
    this.#rgb = new Float32Array(count * 3);
    this.alpha = new Float32Array(count);
    this.labels = new Uint16Array(count);
    this.objects = new Uint16Array(count);
  }

  /** `object`: from 1; 0 is nothing that is counted. */
  paint(shape: Shape, colour: Colour, { label = 0, object = 0, isForeground = false } = {}): void {
    const { width, height } = this.size;
    for (let y = Math.max(0, Math.floor(shape.top)); y < Math.min(height, Math.ceil(shape.bottom)); y++) {
      for (let x = Math.max(0, Math.floor(shape.left)); x < Math.min(width, Math.ceil(shape.right)); x++) {
        const share = coverage(shape, x, y);
        if (share === 0) continue;
        const i = y * width + x;
        for (let c = 0; c < 3; c++)
          this.#rgb[i * 3 + c]! += ((colour[c] ?? 0) - this.#rgb[i * 3 + c]!) * share;
        this.alpha[i]! += ((isForeground ? 1 : 0) - this.alpha[i]!) * share;
        if (share < 0.5) continue;
        this.labels[i] = label;
        this.objects[i] = object;
      }
    }
  }

  picture(): RgbaImage {
    const { width, height } = this.size;
    const data = new Uint8ClampedArray(width * height * 4);
    for (let i = 0; i < width * height; i++) {
      const grain = (grainAt(i) - 0.5) * 2 * GRAIN;
      for (let c = 0; c < 3; c++) data[i * 4 + c] = (this.#rgb[i * 3 + c] ?? 0) + grain;
      data[i * 4 + 3] = 255;
    }
    return { width, height, data };
  }
}

function coverage(shape: Shape, x: number, y: number): number {
  let inside = 0;
  for (let v = 0; v < GRID; v++) {
    for (let u = 0; u < GRID; u++) {
      if (shape.has(x + (u + 0.5) / GRID, y + (v + 0.5) / GRID)) inside++;
    }
  }
  return inside / (GRID * GRID);
}

/** 0..1, the same at a place in every picture: a still camera's frames differ only where something moves. */
function grainAt(i: number): number {
  let h = Math.imul(i + 1, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  return ((h ^ (h >>> 13)) >>> 0) / 2 ** 32;
}
