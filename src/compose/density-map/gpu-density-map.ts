import { densityFloor, heatPalette, SCALE_MEMORY } from '#core/density.ts';
import { mapWindow } from '#core/map-window.ts';
import type { ResultSummary } from '#core/result.ts';
import { DrawDensityPass } from '#gpu/passes/draw-density/draw-density.ts';
import { FIGURES_BYTES, MeasureMapPass } from '#gpu/passes/measure-map/measure-map.ts';
import { TemporalSmoothPass } from '#gpu/passes/temporal-smooth/temporal-smooth.ts';
import { ReadbackRing } from '#gpu/readback-ring.ts';
import type { ComposerModel, GpuComposer, GpuFrameContext } from '../composer.ts';
import { FrameMemory } from '../frame-memory.ts';
import { requireOutput, singleOutput } from '../single-output.ts';

export class GpuDensityMapComposer implements GpuComposer {
  readonly #output;
  readonly #smooth: TemporalSmoothPass;
  readonly #measure: MeasureMapPass;
  readonly #draw: DrawDensityPass;
  readonly #ring: ReadbackRing;
  readonly #memory = new FrameMemory();
  #opacity = NaN;
  #summary: ResultSummary = { kind: 'density-map', count: 0 };

  constructor(device: GPUDevice, format: GPUTextureFormat, model: ComposerModel) {
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
    const map = { buffer, width, window: mapWindow(placement, this.#output), figures };
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

  dispose(): void {
    for (const part of [this.#smooth, this.#measure, this.#draw, this.#ring]) part.dispose();
  }
}
