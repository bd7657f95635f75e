import { Bindings } from '../../bindings.ts';
import { computePipeline, dispatch } from '../../pipelines.ts';
import { Uniforms } from '../../uniforms.ts';
import code from './measure-map.wgsl?raw';

/** Bytes of the figures: sum, maximum and scale, f32. */
export const FIGURES_BYTES = 12;

/** Measures a map on the GPU. CPU twin: `measureMap`. */
export class MeasureMapPass {
  /** Sum, maximum and scale, f32. */
  readonly figures: GPUBuffer;
  readonly #partials: GPUBuffer;
  readonly #partial: GPUComputePipeline;
  readonly #total: GPUComputePipeline;
  readonly #partialBindings: Bindings;
  readonly #totalBindings: Bindings;
  readonly #measure;

  constructor(device: GPUDevice) {
    this.#partial = computePipeline(device, code, 'measure_map_partial_compute');
    this.#total = computePipeline(device, code, 'measure_map_total_compute');
    this.#partialBindings = new Bindings(device, this.#partial);
    this.#totalBindings = new Bindings(device, this.#total);
    this.#measure = new Uniforms(device, 'measure-map', { memory: 'f32', lowest: 'f32' });
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;
    this.figures = device.createBuffer({ label: 'measure-map figures', size: FIGURES_BYTES, usage });
    this.#partials = device.createBuffer({ label: 'measure-map partials', size: 64 * 8, usage });
  }

  /** `memory` and `lowest` as for `measureMap`. */
  encode(encoder: GPUCommandEncoder, map: GPUBuffer, memory: number, lowest: number): void {
    this.#measure.write({ memory, lowest });
    const partialGroup = this.#partialBindings.group(undefined, map, this.#partials);
    dispatch(encoder, this.#partial, partialGroup, [64], [1]);
    const uniforms = this.#measure.buffer;
    const totalGroup = this.#totalBindings.group(uniforms, undefined, this.#partials, this.figures);
    dispatch(encoder, this.#total, totalGroup, [1], [1]);
  }

  dispose(): void {
    this.#measure.dispose();
    this.#partials.destroy();
    this.figures.destroy();
  }
}
