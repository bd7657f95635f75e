import { logitStrides, type Logits } from '#core/label-decode.ts';
import { BESIDE, JITTER, LONE, MOVEMENT } from '#core/temporal.ts';
import { Bindings } from '../../bindings.ts';
import { computePipeline, dispatch } from '../../pipelines.ts';
import { Uniforms } from '../../uniforms.ts';
import code from './temporal-smooth-labels.wgsl?raw';

/** Smooths class scores over frames on the GPU. CPU twin: `smoothLogitsInto`. */
export class TemporalSmoothLabelsPass {
  /** The average, f32, laid out as the scores. */
  readonly state: GPUBuffer;
  readonly #pixels: number;
  readonly #pipeline: GPUComputePipeline;
  readonly #bindings: Bindings;
  readonly #weight;

  constructor(device: GPUDevice, logits: Omit<Logits, 'data'>) {
    const { classes, width, height } = logits;
    const { classStride, pixelStride } = logitStrides(logits);
    this.#pixels = width * height;
    this.#pipeline = computePipeline(device, code, 'temporal_smooth_labels_compute', {
      CLASSES: classes,
      CLASS_STRIDE: classStride,
      PIXEL_STRIDE: pixelStride,
      WIDTH: width,
      HEIGHT: height,
      JITTER,
      MOVEMENT,
      BESIDE,
      LONE,
    });
    this.#bindings = new Bindings(device, this.#pipeline);
    this.#weight = new Uniforms(device, 'temporal-smooth-labels', { weight: 'f32' });
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;
    const size = classes * this.#pixels * 4;
    this.state = device.createBuffer({ label: 'temporal-smooth-labels state', size, usage });
  }

  encode(encoder: GPUCommandEncoder, scores: GPUBuffer, weight: number): void {
    this.#weight.write({ weight });
    const group = this.#bindings.group(this.#weight.buffer, scores, this.state);
    dispatch(encoder, this.#pipeline, group, [Math.min(Math.ceil(this.#pixels / 64), 65_535)], [1]);
  }

  dispose(): void {
    this.#weight.dispose();
    this.state.destroy();
  }
}
