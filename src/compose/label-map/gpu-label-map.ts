import type { Size, UnitPoint } from '#core/geometry.ts';
import { labelPalette } from '#core/label-paint.ts';
import type { Look } from '#core/look.ts';
import { cellAt, wholeWindow } from '#core/map-window.ts';
import { patternPeriod } from '#core/pattern.ts';
import { placedSize } from '#core/preprocess.ts';
import type { ResultMap, ResultSummary } from '#core/result.ts';
import { ArgmaxUpsamplePass } from '#gpu/passes/argmax-upsample/argmax-upsample.ts';
import { DrawLabelsPass } from '#gpu/passes/draw-labels/draw-labels.ts';
import { TemporalSmoothLabelsPass } from '#gpu/passes/temporal-smooth-labels/temporal-smooth-labels.ts';
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
  readonly #smooth: TemporalSmoothLabelsPass;
  readonly #argmax: ArgmaxUpsamplePass;
  readonly #draw: DrawLabelsPass;
  readonly #labels: ScratchBuffer;
  readonly #ring: ReadbackRing;
  readonly #memory = new FrameMemory();
  #paletteLook: Look | undefined;
  #size: Size = { width: 0, height: 0 };
  #past: 0 | 1 = 0;
  #summary: ResultSummary = { kind: 'label-map', shares: [] };

  constructor(device: GPUDevice, format: GPUTextureFormat, model: ComposerModel) {
    this.#device = device;
    this.#model = model;
    this.#logits = classLogits(model);
    const { classes } = this.#logits;
    this.#smooth = new TemporalSmoothLabelsPass(device, this.#logits);
    this.#argmax = new ArgmaxUpsamplePass(device, this.#logits);
    this.#draw = new DrawLabelsPass(device, format, classes);
    this.#labels = new ScratchBuffer(device, 'labels');
    this.#ring = new ReadbackRing(device, 'label-map', (classes + 1) * 4);
  }

  encode({ encoder, frame, outputs, placement, look, target }: GpuFrameContext): void {
    const size = placedSize(placement);
    this.#size = size;
    this.#past = this.#memory.past(placement);
    const weight = this.#past * look.smoothing;
    this.#smooth.encode(encoder, requireOutput(outputs, this.#logits.name), weight);
    const labels = this.#labels.ofSize(size.width * size.height * 4);
    this.#argmax.encode(encoder, this.#smooth.state, labels, placement);
    if (look !== this.#paletteLook) {
      this.#paletteLook = look;
      this.#draw.setPalette(labelPalette(this.#logits.classes, this.#model.labels, look));
    }
    const period = look.patterns ? patternPeriod(frame.width) : 0;
    this.#draw.encode(encoder, frame, labels, size, target, look.mirror, period);
    this.#ring.encode(encoder, [{ buffer: this.#argmax.counts, size: (this.#logits.classes + 1) * 4 }]);
  }

  afterSubmit(): void {
    const past = this.#past;
    this.#ring.afterSubmit((bytes) => {
      const { classes } = this.#logits;
      const counts = new Uint32Array(bytes);
      const shares = sharesOf(counts.subarray(0, classes));
      const { width, height } = this.#size;
      const changed = past ? counts[classes]! / (width * height) : undefined;
      this.#summary = { kind: 'label-map', shares, changed };
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

  async classAt({ x, y }: UnitPoint): Promise<number | undefined> {
    const size = this.#size;
    if (size.width === 0) return undefined;
    const labels = this.#labels.ofSize(size.width * size.height * 4);
    const bytes = await readBuffer(this.#device, labels, {
      offset: cellAt(wholeWindow(size), x, y) * 4,
      size: 4,
    });
    return new Uint32Array(bytes)[0];
  }

  reset(): void {
    this.#memory.forget();
  }

  dispose(): void {
    for (const part of [this.#smooth, this.#argmax, this.#draw, this.#labels, this.#ring]) part.dispose();
  }
}
