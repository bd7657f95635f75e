import type { Size } from '#core/geometry.ts';
import type { RefineGrid } from '#core/matte-refine.ts';
import { Bindings } from '../../bindings.ts';
import { gridLayout, gridValues } from '../../frame-grid-uniforms.ts';
import { computePipeline, dispatch } from '../../pipelines.ts';
import { Uniforms } from '../../uniforms.ts';
import gridCode from '../../wgsl/frame-grid.wgsl?raw';
import code from './matte-guide.wgsl?raw';

/** Makes the guide of a matte on the GPU, or the coefficients of an unrefined one. CPU twins: `sampleFrame` and `shrinkMatte`. */
export class MatteGuidePass {
  readonly #guide: GPUComputePipeline;
  readonly #plain: GPUComputePipeline;
  readonly #guideBindings: Bindings;
  readonly #plainBindings: Bindings;
  readonly #uniforms;

  constructor(device: GPUDevice) {
    this.#guide = computePipeline(device, gridCode + code, 'matte_guide_compute');
    this.#plain = computePipeline(device, gridCode + code, 'plain_coefficients_compute');
    this.#guideBindings = new Bindings(device, this.#guide);
    this.#plainBindings = new Bindings(device, this.#plain);
    this.#uniforms = new Uniforms(device, 'matte-guide', {
      ...gridLayout('grid'),
      shrink: 'u32',
      matteWidth: 'u32',
      matteHeight: 'u32',
    });
  }

  /** Fills `cells`, four f32 a cell of `grid`, from `frame` and `matte` (f32, `size`). */
  encodeGuide(
    encoder: GPUCommandEncoder,
    frame: GPUTexture,
    matte: GPUBuffer,
    size: Size,
    grid: RefineGrid,
    cells: GPUBuffer,
  ): void {
    this.#write(grid, size);
    const group = this.#guideBindings.group(this.#uniforms.buffer, frame, matte, cells);
    dispatch(encoder, this.#guide, group, [grid.width, grid.height], [8, 8]);
  }

  /** Fills `cells` with the coefficients of `matte` as it is; the grid's cells are the matte's. */
  encodePlain(encoder: GPUCommandEncoder, matte: GPUBuffer, grid: RefineGrid, cells: GPUBuffer): void {
    this.#write(grid, grid);
    const group = this.#plainBindings.group(this.#uniforms.buffer, undefined, matte, cells);
    dispatch(encoder, this.#plain, group, [grid.width, grid.height], [8, 8]);
  }

  #write(grid: RefineGrid, matte: Size): void {
    this.#uniforms.write({
      ...gridValues('grid', grid),
      shrink: grid.shrink,
      matteWidth: matte.width,
      matteHeight: matte.height,
    });
  }

  dispose(): void {
    this.#uniforms.dispose();
  }
}
