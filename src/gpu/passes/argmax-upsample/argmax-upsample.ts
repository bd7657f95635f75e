import type { Placement } from '#core/geometry.ts';
import { logitStrides, type Logits } from '#core/label-decode.ts';
import { placedSize } from '#core/preprocess.ts';
import { Bindings } from '../../bindings.ts';
import { computePipeline, dispatch } from '../../pipelines.ts';
import { placementLayout, placementValues } from '../../placement-uniforms.ts';
import { Uniforms } from '../../uniforms.ts';
import code from './argmax-upsample.wgsl?raw';

/** Turns class scores into labels on the GPU. CPU twin: `argmaxUpsample`. */
export class ArgmaxUpsamplePass {
  /** Pixels of each class, u32, and after them how many labels are others than before. */
  readonly counts: GPUBuffer;
  readonly #pipeline: GPUComputePipeline;
  readonly #bindings: Bindings;
  readonly #placement;

  constructor(device: GPUDevice, logits: Omit<Logits, 'data'>) {
    const { classStride, pixelStride } = logitStrides(logits);
    this.#pipeline = computePipeline(device, code, 'argmax_upsample_compute', {
      CLASSES: logits.classes,
      CLASS_STRIDE: classStride,
      PIXEL_STRIDE: pixelStride,
      GRID_WIDTH: logits.width,
      GRID_HEIGHT: logits.height,
    });
    this.#bindings = new Bindings(device, this.#pipeline);
    this.#placement = new Uniforms(device, 'argmax-upsample', placementLayout);
    this.counts = device.createBuffer({
      label: 'argmax-upsample counts',
      size: (logits.classes + 1) * 4,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    });
  }

  /** Fills `labels` (u32, one a pixel of the placed picture) and `counts`. */
  encode(encoder: GPUCommandEncoder, scores: GPUBuffer, labels: GPUBuffer, placement: Placement): void {
    const { width, height } = placedSize(placement);
    this.#placement.write(placementValues(placement));
    encoder.clearBuffer(this.counts);
    const group = this.#bindings.group(this.#placement.buffer, scores, labels, this.counts);
    dispatch(encoder, this.#pipeline, group, [width, height], [8, 8]);
  }

  dispose(): void {
    this.#placement.dispose();
    this.counts.destroy();
  }
}
