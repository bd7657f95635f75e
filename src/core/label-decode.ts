import type { Placement, Size } from './geometry.ts';
import { placedSize } from './preprocess.ts';
import { bilinearTaps, type Taps } from './taps.ts';

/** Class scores on a grid over the model's input, which may be coarser than the input. f32, C order. */
export interface Logits extends Size {
  data: Float32Array;
  classes: number;
  layout: 'nchw' | 'nhwc';
}

/** Where class c of grid pixel p stands: data[c · classStride + p · pixelStride]. */
export function logitStrides({ classes, layout, width, height }: Omit<Logits, 'data'>) {
  const isPlanar = layout === 'nchw';
  return { classStride: isPlanar ? width * height : 1, pixelStride: isPlanar ? 1 : classes };
}

/**
 * The class of every model pixel that the frame covers: scores brought to the input's size bilinearly
 * (`align_corners=False`), then the largest taken; on a tie, and among NaN, the lowest index. Writes
 * `labels` (row by row, the placed picture only) and `counts`, the pixels of each class. Returns how many labels are
 * others than `labels` held before. CPU twin of `argmax-upsample`.
 */
export function argmaxUpsample(
  logits: Logits,
  placement: Placement,
  labels: Uint16Array,
  counts: Uint32Array,
): number {
  const { width, height } = placedSize(placement);
  const reader = new ScoreLines(logits, placement, width);
  const best = new Float32Array(width);
  const found = new Uint16Array(width);
  let changed = 0;
  counts.fill(0);
  for (let y = 0; y < height; y++) {
    const row = labels.subarray(y * width, (y + 1) * width);
    found.fill(0);
    best.fill(-Infinity);
    for (let c = 0; c < logits.classes; c++) {
      const line = reader.line(c, y);
      for (let x = 0; x < width; x++) {
        if (line[x]! > best[x]!) {
          best[x] = line[x]!;
          found[x] = c;
        }
      }
    }
    for (let x = 0; x < width; x++) {
      counts[found[x]!]!++;
      if (found[x] !== row[x]) changed++;
    }
    row.set(found);
  }
  return changed;
}

/** Lines of one class's scores at the input's resolution, in buffers that are reused. */
class ScoreLines {
  readonly #logits: Logits;
  readonly #placement: Placement;
  readonly #xs: Taps;
  readonly #ys: Taps;
  readonly #coarse: Float32Array;
  readonly #fine: Float32Array;

  constructor(logits: Logits, placement: Placement, width: number) {
    this.#logits = logits;
    this.#placement = placement;
    this.#xs = bilinearTaps(logits.width, placement.model.width);
    this.#ys = bilinearTaps(logits.height, placement.model.height);
    this.#coarse = new Float32Array(logits.width);
    this.#fine = new Float32Array(width);
  }

  line(classIndex: number, y: number): Float32Array {
    const { width } = this.#logits;
    const { model, offsetX, offsetY } = this.#placement;
    this.#mixRows(classIndex, y + offsetY);
    if (width === model.width) return this.#coarse.subarray(offsetX, offsetX + this.#fine.length);
    const { first, second, weight } = this.#xs;
    const [coarse, fine] = [this.#coarse, this.#fine];
    for (let x = 0; x < fine.length; x++) {
      const left = coarse[first[x + offsetX]!]!;
      fine[x] = left + (coarse[second[x + offsetX]!]! - left) * weight[x + offsetX]!;
    }
    return fine;
  }

  #mixRows(classIndex: number, y: number): void {
    const { data, width } = this.#logits;
    const { classStride, pixelStride } = logitStrides(this.#logits);
    const weight = this.#ys.weight[y]!;
    let upper = classIndex * classStride + this.#ys.first[y]! * width * pixelStride;
    let lower = classIndex * classStride + this.#ys.second[y]! * width * pixelStride;
    for (let x = 0; x < width; x++, upper += pixelStride, lower += pixelStride) {
      const top = data[upper]!;
      this.#coarse[x] = weight === 0 ? top : top + (data[lower]! - top) * weight;
    }
  }
}
