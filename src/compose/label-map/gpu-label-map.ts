import type { Placement, Size } from '#core/geometry.ts';
import { labelPalette } from '#core/label-paint.ts';
import type { Look } from '#core/look.ts';
import { wholeWindow } from '#core/map-window.ts';
import { placedSize } from '#core/preprocess.ts';
import type { ResultMap, ResultSummary } from '#core/result.ts';
import { ArgmaxUpsamplePass } from '#gpu/passes/argmax-upsample/argmax-upsample.ts';
import { DrawLabelsPass } from '#gpu/passes/draw-labels/draw-labels.ts';
import { TemporalSmoothPass } from '#gpu/passes/temporal-smooth/temporal-smooth.ts';
import { readBuffer } from '#gpu/read-buffer.ts';
import { ReadbackRing } from '#gpu/readback-ring.ts';
import { ScratchBuffer } from '#gpu/scratch-buffer.ts';
import type { ComposerModel, GpuComposer, GpuFrameContext } from '../composer.ts';
import { FrameMemory } from '../frame-memory.ts';
import { requireOutput } from '../single-output.ts';
import { classLogits, sharesOf } from './class-logits.ts';

export class GpuLabelMapComposer implements GpuComposer {
  readonly #device: GPUDevice;
  readonly #model: ComposerModel;
  readonly #logits: ReturnType<typeof classLogits>;
  readonly #smooth: TemporalSmoothPass;
  readonly #argmax: ArgmaxUpsamplePass;
  readonly #draw: DrawLabelsPass;
  readonly #labels: ScratchBuffer;
  readonly #ring: ReadbackRing;
  readonly #memory = new FrameMemory();
  #paletteLook: Look | undefined;
  #size: Size = { width: 0, height: 0 };
  #summary: ResultSummary = { kind: 'label-map', shares: [] };

  constructor(device: GPUDevice, format: GPUTextureFormat, model: ComposerModel) {
    this.#device = device;
    this.#model = model;
    this.#logits = classLogits(model);
    const { classes, width, height } = this.#logits;
    this.#smooth = new TemporalSmoothPass(device, classes * width * height);
    this.#argmax = new ArgmaxUpsamplePass(device, this.#logits);
    this.#draw = new DrawLabelsPass(device, format, classes);
    this.#labels = new ScratchBuffer(device, 'labels');
    this.#ring = new ReadbackRing(device, 'label-map', classes * 4);
  }

  encode({ encoder, frame, outputs, placement, look, target }: GpuFrameContext): void {
    const size = placedSize(placement);
    this.#size = size;
    const scores = this.#smoothed(
      encoder,
      requireOutput(outputs, this.#logits.name),
      placement,
      look.smoothing,
    );
    const labels = this.#labels.ofSize(size.width * size.height * 4);
    this.#argmax.encode(encoder, scores, labels, placement);
    if (look !== this.#paletteLook) {
      this.#paletteLook = look;
      this.#draw.setPalette(labelPalette(this.#logits.classes, this.#model.labels, look));
    }
    this.#draw.encode(encoder, frame, labels, size, target, look.mirror);
    this.#ring.encode(encoder, [{ buffer: this.#argmax.counts, size: this.#logits.classes * 4 }]);
  }

  /** The scores averaged over frames; the model's own where smoothing is off, without a pass. */
  #smoothed(
    encoder: GPUCommandEncoder,
    scores: GPUBuffer,
    placement: Placement,
    smoothing: number,
  ): GPUBuffer {
    if (smoothing === 0) {
      this.#memory.forget();
      return scores;
    }
    this.#smooth.encode(encoder, scores, this.#memory.past(placement) * smoothing);
    return this.#smooth.state;
  }

  afterSubmit(): void {
    this.#ring.afterSubmit((bytes) => {
      this.#summary = { kind: 'label-map', shares: sharesOf(new Uint32Array(bytes)) };
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
    const size = this.#size;
    const bytes = await readBuffer(this.#device, this.#labels.ofSize(size.width * size.height * 4));
    return { kind: 'label-map', window: wholeWindow(size), values: Uint16Array.from(new Uint32Array(bytes)) };
  }

  reset(): void {
    this.#memory.forget();
  }

  dispose(): void {
    for (const part of [this.#smooth, this.#argmax, this.#draw, this.#labels, this.#ring]) part.dispose();
  }
}
