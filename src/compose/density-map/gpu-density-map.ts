import { densityFloor, heatPalette, SCALE_MEMORY } from '#core/density.ts';
import { mapWindow, wholeWindow, windowValues, type MapWindow } from '#core/map-window.ts';
import type { ResultMap, ResultSummary } from '#core/result.ts';
import { DrawDensityPass } from '#gpu/passes/draw-density/draw-density.ts';
import { FIGURES_BYTES, MeasureMapPass } from '#gpu/passes/measure-map/measure-map.ts';
import { TemporalSmoothPass } from '#gpu/passes/temporal-smooth/temporal-smooth.ts';
import { readBuffer } from '#gpu/read-buffer.ts';
import { ReadbackRing } from '#gpu/readback-ring.ts';
import type { ComposerModel, GpuComposer, GpuFrameContext } from '../composer.ts';
import { FrameMemory } from '../frame-memory.ts';
import { requireOutput, singleOutput } from '../single-output.ts';

export class GpuDensityMapComposer implements GpuComposer {
  readonly #device: GPUDevice;
  readonly #output;
  readonly #smooth: TemporalSmoothPass;
  readonly #measure: MeasureMapPass;
  readonly #draw: DrawDensityPass;
  readonly #ring: ReadbackRing;
  readonly #memory = new FrameMemory();
  #opacity = NaN;
  #window: MapWindow | undefined;
  #summary: ResultSummary = { kind: 'density-map', count: 0 };

  constructor(device: GPUDevice, format: GPUTextureFormat, model: ComposerModel) {
    this.#device = device;
    this.#output = singleOutput(model, 'density');
    this.#smooth = new TemporalSmoothPass(device, this.#output.width * this.#output.height);
    this.#measure = new MeasureMapPass(device);
    this.#draw = new DrawDensityPass(device, format);
    this.#ring = new ReadbackRing(device, 'density-map', FIGURES_BYTES);
  }

  encode({ encoder, frame, outputs, placement, look, target }: GpuFrameContext): void {
    const { spec, width } = this.#output;
    const past = this.#memory.past(placement);
    this.#smooth.encode(encoder, requireOutput(outputs, spec.name), past * look.smoothing);
    const buffer = this.#smooth.state;
    this.#measure.encode(encoder, buffer, past * SCALE_MEMORY, densityFloor(placement, this.#output));
    if (look.opacity !== this.#opacity) {
      this.#opacity = look.opacity;
      this.#draw.setPalette(heatPalette(look.opacity));
    }
    const { figures } = this.#measure;
    this.#window = mapWindow(placement, this.#output);
    const map = { buffer, width, window: this.#window, figures };
    this.#draw.encode(encoder, frame, map, target, look.mirror);
    this.#ring.encode(encoder, [{ buffer: figures, size: FIGURES_BYTES }]);
  }

  afterSubmit(): void {
    this.#ring.afterSubmit((bytes) => {
      const [count = 0] = new Float32Array(bytes);
      this.#summary = { kind: 'density-map', count };
    });
  }

  summary(): ResultSummary {
    this.#ring.check();
    return this.#summary;
  }

  async settled(): Promise<ResultSummary> {
    await this.#ring.settled();
    return this.#summary;
  }

  async map(): Promise<ResultMap> {
    const { width, height } = this.#output;
    const window = this.#window ?? wholeWindow({ width, height });
    const map = new Float32Array(await readBuffer(this.#device, this.#smooth.state));
    return { kind: 'density-map', window, values: windowValues(map, width, window) };
  }

  reset(): void {
    this.#memory.forget();
  }

  dispose(): void {
    for (const part of [this.#smooth, this.#measure, this.#draw, this.#ring]) part.dispose();
  }
}
