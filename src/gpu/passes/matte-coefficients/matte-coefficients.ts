import type { Size } from '#core/geometry.ts';
import type { RefineOptions } from '#core/matte-refine.ts';
import { Bindings } from '../../bindings.ts';
import { computePipeline, dispatch } from '../../pipelines.ts';
import { ScratchBuffer } from '../../scratch-buffer.ts';
import { Uniforms } from '../../uniforms.ts';
import code from './matte-coefficients.wgsl?raw';

/** Three vec4f and a scalar, in a struct that WGSL aligns to 16 bytes. */
const MOMENTS_BYTES = 64;

/** Fits a matte to its guide on the GPU. CPU twin: `MatteRefiner.coefficients`. */
export class MatteCoefficientsPass {
  readonly #steps: { pipeline: GPUComputePipeline; bindings: Bindings }[];
  readonly #boxes;
  readonly #momentRows: ScratchBuffer;
  readonly #fits: ScratchBuffer;
  readonly #fitRows: ScratchBuffer;

  constructor(device: GPUDevice) {
    const names = ['moment_rows', 'moment_columns_fit', 'fit_rows', 'fit_columns'];
    this.#steps = names.map((name) => {
      const pipeline = computePipeline(device, code, `${name}_compute`);
      return { pipeline, bindings: new Bindings(device, pipeline) };
    });
    this.#boxes = new Uniforms(device, 'matte-coefficients', {
      width: 'u32',
      height: 'u32',
      radius: 'u32',
      epsilon: 'f32',
    });
    this.#momentRows = new ScratchBuffer(device, 'matte moment rows');
    this.#fits = new ScratchBuffer(device, 'matte fits');
    this.#fitRows = new ScratchBuffer(device, 'matte fit rows');
  }

  /** Fills `coefficients` from `guide`, four f32 a cell each. */
  encode(
    encoder: GPUCommandEncoder,
    guide: GPUBuffer,
    { width, height }: Size,
    { radius, epsilon }: RefineOptions,
    coefficients: GPUBuffer,
  ): void {
    this.#boxes.write({ width, height, radius, epsilon });
    const cells = width * height;
    const boxes = this.#boxes.buffer;
    const momentRows = this.#momentRows.ofSize(cells * MOMENTS_BYTES);
    const fits = this.#fits.ofSize(cells * 16);
    const fitRows = this.#fitRows.ofSize(cells * 16);
    const resources = [
      [boxes, guide, momentRows],
      [boxes, undefined, momentRows, fits],
      [boxes, undefined, undefined, fits, fitRows],
      [boxes, undefined, undefined, undefined, fitRows, coefficients],
    ];
    this.#steps.forEach(({ pipeline, bindings }, i) => {
      dispatch(encoder, pipeline, bindings.group(...resources[i]!), [width, height], [8, 8]);
    });
  }

  dispose(): void {
    for (const part of [this.#boxes, this.#momentRows, this.#fits, this.#fitRows]) part.dispose();
  }
}
