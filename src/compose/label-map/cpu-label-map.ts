import type { Size, UnitPoint } from '#core/geometry.ts';
import { argmaxUpsample, type Logits } from '#core/label-decode.ts';
import { labelPalette, paintLabels } from '#core/label-paint.ts';
import { cellAt, wholeWindow } from '#core/map-window.ts';
import { patternPeriod } from '#core/pattern.ts';
import { placedSize } from '#core/preprocess.ts';
import type { ResultMap, ResultSummary } from '#core/result.ts';
import { smoothLogitsInto } from '#core/temporal.ts';
import type { ComposerModel, CpuComposer, CpuFrameContext } from '../composer.ts';
import { FrameMemory } from '../frame-memory.ts';
import { showPixels } from '../show-pixels.ts';
import { requireOutput } from '../single-output.ts';
import { classLogits, sharesOf } from './class-logits.ts';

export class CpuLabelMapComposer implements CpuComposer {
  readonly #model: ComposerModel;
  readonly #logits: Omit<Logits, 'data'> & { name: string };
  readonly #counts: Uint32Array;
  readonly #palette: Float32Array<ArrayBuffer>;
  readonly #memory = new FrameMemory();
  #state = new Float32Array(0);
  #labels = new Uint16Array(0);
  #size: Size = { width: 0, height: 0 };

  constructor(model: ComposerModel) {
    this.#model = model;
    this.#logits = classLogits(model);
    this.#counts = new Uint32Array(this.#logits.classes);
    this.#palette = new Float32Array(this.#logits.classes * 4);
  }

  draw({ canvas, frame, outputs, placement, look }: CpuFrameContext): ResultSummary {
    const size = placedSize(placement);
    const past = this.#memory.past(placement);
    const weight = past * look.smoothing;
    const data = this.#smooth(requireOutput(outputs, this.#logits.name).data, weight);
    this.#size = size;
    if (this.#labels.length !== size.width * size.height)
      this.#labels = new Uint16Array(size.width * size.height);
    const changed = argmaxUpsample({ ...this.#logits, data }, placement, this.#labels, this.#counts);
    labelPalette(this.#logits.classes, this.#model.labels, look, this.#palette);
    const period = look.patterns ? patternPeriod(frame.width) : 0;
    paintLabels(frame, this.#labels, size, this.#palette, period);
    showPixels(canvas, frame, look.mirror);
    const shares = sharesOf(this.#counts);
    return { kind: 'label-map', shares, changed: past ? changed / this.#labels.length : undefined };
  }

  map(): ResultMap {
    return { kind: 'label-map', window: wholeWindow(this.#size), values: this.#labels.slice() };
  }

  classAt({ x, y }: UnitPoint): number | undefined {
    return this.#labels[cellAt(wholeWindow(this.#size), x, y)];
  }

  reset(): void {
    this.#memory.forget();
  }

  dispose(): void {
    // Holds only arrays.
  }

  /** The scores averaged over frames; the average is kept up even where it weighs nothing, for when it does again. */
  #smooth(data: Float32Array, weight: number): Float32Array {
    if (this.#state.length !== data.length) this.#state = new Float32Array(data.length);
    if (weight === 0) this.#state.set(data);
    else smoothLogitsInto(this.#state, { ...this.#logits, data }, weight);
    return this.#state;
  }
}
