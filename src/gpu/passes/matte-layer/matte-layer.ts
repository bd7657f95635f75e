import { gridOfCells, type FrameGrid } from '#core/frame-grid.ts';
import type { Size } from '#core/geometry.ts';
import { blurReach, LEAST_WEIGHT, type AlphaLevels, type LayerSpec } from '#core/matte-layers.ts';
import { Bindings } from '../../bindings.ts';
import { gridLayout, gridValues } from '../../frame-grid-uniforms.ts';
import { computePipeline, dispatch } from '../../pipelines.ts';
import { ScratchBuffer } from '../../scratch-buffer.ts';
import { Uniforms } from '../../uniforms.ts';
import gridCode from '../../wgsl/frame-grid.wgsl?raw';
import alphaCode from '../../wgsl/matte-alpha.wgsl?raw';
import code from './matte-layer.wgsl?raw';

/** The matte on the GPU: its coefficients, four f32 a cell of `grid`, and the levels put on the result. */
export interface GpuAlphaField {
  coefficients: GPUBuffer;
  grid: FrameGrid;
  levels: AlphaLevels;
}

/** A layer's colours, four f32 a cell of `grid`. */
export interface GpuLayer {
  colours: GPUBuffer;
  grid: FrameGrid;
}

/** Makes one layer of colours on the GPU. CPU twin: `MatteLayer`. */
export class MatteLayerPass {
  readonly #steps: { pipeline: GPUComputePipeline; bindings: Bindings }[];
  readonly #uniforms;
  readonly #colours: ScratchBuffer;
  readonly #rows: ScratchBuffer;

  constructor(device: GPUDevice) {
    const text = gridCode + alphaCode + code;
    this.#steps = ['layer_weigh', 'layer_rows', 'layer_columns'].map((name, i) => {
      const constants = i === 0 ? { LEAST_WEIGHT } : undefined;
      const pipeline = computePipeline(device, text, `${name}_compute`, constants);
      return { pipeline, bindings: new Bindings(device, pipeline) };
    });
    this.#uniforms = new Uniforms(device, 'matte-layer', {
      ...gridLayout('grid'),
      ...gridLayout('alpha'),
      low: 'f32',
      high: 'f32',
      isPerson: 'u32',
      sigma: 'f32',
      reach: 'u32',
    });
    this.#colours = new ScratchBuffer(device, 'matte layer colours');
    this.#rows = new ScratchBuffer(device, 'matte layer rows');
  }

  encode(encoder: GPUCommandEncoder, frame: GPUTexture, alpha: GpuAlphaField, spec: LayerSpec): GpuLayer {
    const size: Size = { width: frame.width, height: frame.height };
    const grid = gridOfCells(size, spec.cell);
    this.#uniforms.write({
      ...gridValues('grid', grid),
      ...gridValues('alpha', alpha.grid),
      ...alpha.levels,
      isPerson: Number(spec.of === 'person'),
      sigma: spec.sigma,
      reach: blurReach(spec.sigma),
    });
    const uniforms = this.#uniforms.buffer;
    const colours = this.#colours.ofSize(grid.width * grid.height * 16);
    const rows = this.#rows.ofSize(grid.width * grid.height * 16);
    const resources = [
      [uniforms, frame, alpha.coefficients, colours],
      [uniforms, undefined, undefined, colours, rows],
      [uniforms, undefined, undefined, colours, rows],
    ];
    this.#steps.forEach(({ pipeline, bindings }, i) => {
      dispatch(encoder, pipeline, bindings.group(...resources[i]!), [grid.width, grid.height], [8, 8]);
    });
    return { colours, grid };
  }

  dispose(): void {
    for (const part of [this.#uniforms, this.#colours, this.#rows]) part.dispose();
  }
}
