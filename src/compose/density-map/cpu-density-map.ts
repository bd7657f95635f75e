import { densityFloor, heatPalette, measureMap, paintDensity, SCALE_MEMORY } from '#core/density.ts';
import { mapWindow, wholeWindow, windowValues, type MapWindow } from '#core/map-window.ts';
import type { ResultMap, ResultSummary } from '#core/result.ts';
import { smoothInto } from '#core/temporal.ts';
import type { ComposerModel, CpuComposer, CpuFrameContext } from '../composer.ts';
import { FrameMemory } from '../frame-memory.ts';
import { showPixels } from '../show-pixels.ts';
import { requireOutput, singleOutput } from '../single-output.ts';

export class CpuDensityMapComposer implements CpuComposer {
  readonly #output;
  readonly #memory = new FrameMemory();
  readonly #state: Float32Array;
  #palette = { opacity: NaN, colours: new Float32Array(0) };
  #scale = 0;
  #window: MapWindow | undefined;

  constructor(model: ComposerModel) {
    this.#output = singleOutput(model, 'density');
    this.#state = new Float32Array(this.#output.width * this.#output.height);
  }

  draw({ canvas, frame, outputs, placement, look }: CpuFrameContext): ResultSummary {
    const { spec, width } = this.#output;
    const past = this.#memory.past(placement);
    smoothInto(this.#state, requireOutput(outputs, spec.name).data, past * look.smoothing);
    const floor = densityFloor(placement, this.#output);
    const figures = measureMap(this.#state, this.#scale, past * SCALE_MEMORY, floor);
    this.#scale = figures.scale;
    if (this.#palette.opacity !== look.opacity) {
      this.#palette = { opacity: look.opacity, colours: heatPalette(look.opacity) };
    }
    const window = mapWindow(placement, this.#output);
    this.#window = window;
    paintDensity(frame, this.#state, width, window, figures.scale, this.#palette.colours);
    showPixels(canvas, frame, look.mirror);
    return { kind: 'density-map', count: figures.sum };
  }

  map(): ResultMap {
    const { width, height } = this.#output;
    const window = this.#window ?? wholeWindow({ width, height });
    return { kind: 'density-map', window, values: windowValues(this.#state, width, window) };
  }

  reset(): void {
    this.#memory.forget();
  }

  dispose(): void {
    // Holds only arrays.
  }
}
