import { mapWindow } from '#core/map-window.ts';
import type { ResultSummary } from '#core/result.ts';
import { DrawPicturePass } from '#gpu/passes/draw-picture/draw-picture.ts';
import { FIGURES_BYTES, MeasureMapPass } from '#gpu/passes/measure-map/measure-map.ts';
import { ReadbackRing } from '#gpu/readback-ring.ts';
import type { ComposerModel, GpuComposer, GpuFrameContext } from '../composer.ts';
import { requireOutput } from '../single-output.ts';
import { pictureOutput } from './picture-output.ts';

export class GpuPictureComposer implements GpuComposer {
  readonly #output;
  readonly #draw: DrawPicturePass;
  readonly #measure: MeasureMapPass;
  readonly #ring: ReadbackRing;
  #summary: ResultSummary = { kind: 'picture', brightness: 0 };

  constructor(device: GPUDevice, format: GPUTextureFormat, model: ComposerModel) {
    this.#output = pictureOutput(model);
    this.#draw = new DrawPicturePass(device, format);
    this.#measure = new MeasureMapPass(device);
    this.#ring = new ReadbackRing(device, 'picture', FIGURES_BYTES);
  }

  encode({ encoder, outputs, placement, look, target }: GpuFrameContext): void {
    const picture = requireOutput(outputs, this.#output.name);
    const window = mapWindow(placement, this.#output);
    this.#draw.encode(encoder, picture, this.#output.layout, window, target, look.mirror);
    this.#measure.encode(encoder, picture, 0, 0);
    this.#ring.encode(encoder, [{ buffer: this.#measure.figures, size: FIGURES_BYTES }]);
  }

  afterSubmit(): void {
    this.#ring.afterSubmit((bytes) => {
      const [sum = 0] = new Float32Array(bytes);
      this.#summary = { kind: 'picture', brightness: sum / this.#output.values };
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
    for (const part of [this.#draw, this.#measure, this.#ring]) part.dispose();
  }
}
