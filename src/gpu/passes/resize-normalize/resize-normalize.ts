import type { Placement } from '#core/geometry.ts';
import type { InputSpec } from '#core/io-spec.ts';
import { normalisation } from '#core/preprocess.ts';
import { Bindings } from '../../bindings.ts';
import { computePipeline, dispatch } from '../../pipelines.ts';
import { placementLayout, placementValues } from '../../placement-uniforms.ts';
import { Uniforms } from '../../uniforms.ts';
import code from './resize-normalize.wgsl?raw';

/** Turns frames into a model's input tensor on the GPU. CPU twin: `preprocess`. */
export class ResizeNormalizePass {
  readonly #pipeline: GPUComputePipeline;
  readonly #bindings: Bindings;
  readonly #uniforms;

  constructor(device: GPUDevice, input: InputSpec) {
    const { gain, bias } = normalisation(input);
    const constant = (values: number[], index: number) => values[index] ?? 0;
    this.#pipeline = computePipeline(device, code, 'resize_normalize_compute', {
      PLANAR: Number(input.layout === 'nchw'),
      GRAY: Number(input.channels === 'gray'),
      SWAP_RED_BLUE: Number(input.channels === 'bgr'),
      GAIN_0: constant(gain, 0),
      GAIN_1: constant(gain, 1),
      GAIN_2: constant(gain, 2),
      BIAS_0: constant(bias, 0),
      BIAS_1: constant(bias, 1),
      BIAS_2: constant(bias, 2),
      PAD: input.pad,
    });
    this.#bindings = new Bindings(device, this.#pipeline);
    this.#uniforms = new Uniforms(device, 'resize-normalize', placementLayout);
  }

  /** Fills `tensor` (f32, the shape of the model's input) from `frame` (rgba8unorm, `placement.frame` in size). */
  encode(encoder: GPUCommandEncoder, frame: GPUTexture, tensor: GPUBuffer, placement: Placement): void {
    const { width, height } = placement.model;
    this.#uniforms.write(placementValues(placement));
    const group = this.#bindings.group(this.#uniforms.buffer, frame, tensor);
    dispatch(encoder, this.#pipeline, group, [width, height], [8, 8]);
  }

  dispose(): void {
    this.#uniforms.dispose();
  }
}
