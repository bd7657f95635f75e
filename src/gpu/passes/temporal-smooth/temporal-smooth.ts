import { Bindings } from '../../bindings.ts';
import { computePipeline, dispatch } from '../../pipelines.ts';
import { Uniforms } from '../../uniforms.ts';
import code from './temporal-smooth.wgsl?raw';

/** Smooths a tensor over frames on the GPU. CPU twin: `smoothInto`. */
export class TemporalSmoothPass {
  /** The average, f32, as many entries as the tensor. */
  readonly state: GPUBuffer;
  readonly #count: number;
  readonly #pipeline: GPUComputePipeline;
  readonly #bindings: Bindings;
  readonly #weight;

  constructor(device: GPUDevice, count: number) {
    this.#count = count;
    this.#pipeline = computePipeline(device, code, 'temporal_smooth_compute');
    this.#bindings = new Bindings(device, this.#pipeline);
    this.#weight = new Uniforms(device, 'temporal-smooth', { weight: 'f32' });
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;
    this.state = device.createBuffer({ label: 'temporal-smooth state', size: count * 4, usage });
  }

  encode(encoder: GPUCommandEncoder, value: GPUBuffer, weight: number): void {
    this.#weight.write({ weight });
    const group = this.#bindings.group(this.#weight.buffer, value, this.state);
    dispatch(encoder, this.#pipeline, group, [Math.min(Math.ceil(this.#count / 64), 65_535)], [1]);
  }

  dispose(): void {
    this.#weight.dispose();
    this.state.destroy();
  }
}
