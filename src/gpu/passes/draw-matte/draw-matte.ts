import { Bindings } from '../../bindings.ts';
import { gridLayout, gridValues } from '../../frame-grid-uniforms.ts';
import { draw, drawPipeline } from '../../pipelines.ts';
import { Uniforms } from '../../uniforms.ts';
import frameGridCode from '../../wgsl/frame-grid.wgsl?raw';
import alphaCode from '../../wgsl/matte-alpha.wgsl?raw';
import type { GpuAlphaField, GpuLayer } from '../matte-layer/matte-layer.ts';
import code from './draw-matte.wgsl?raw';

/** The numbers that draw-matte.wgsl knows the kinds by. */
const KINDS = { tint: 0, colour: 1, layer: 2, image: 3, matte: 4 } as const;

type Rgb = readonly [red: number, green: number, blue: number];

/** As `Backdrop` of core/matte-composite.ts, on the GPU. */
export type GpuBackdrop =
  | { kind: 'tint'; colour: Rgb; opacity: number }
  | { kind: 'colour'; colour: Rgb }
  | { kind: 'layer'; layer: GpuLayer }
  | { kind: 'image'; image: GPUTexture }
  | { kind: 'matte' };

/** Puts the person before a backdrop on the GPU. CPU twin: `compositeMatte`. */
export class DrawMattePass {
  readonly #pipeline: GPURenderPipeline;
  readonly #bindings: Bindings;
  readonly #sampler: GPUSampler;
  readonly #scene;

  constructor(device: GPUDevice, format: GPUTextureFormat) {
    this.#pipeline = drawPipeline(device, frameGridCode + alphaCode + code, 'draw_matte_fragment', format);
    this.#bindings = new Bindings(device, this.#pipeline);
    this.#sampler = device.createSampler({ label: 'draw-matte', magFilter: 'linear', minFilter: 'linear' });
    this.#scene = new Uniforms(device, 'draw-matte', {
      ...gridLayout('alpha'),
      ...gridLayout('edge'),
      ...gridLayout('layer'),
      low: 'f32',
      high: 'f32',
      backdrop: 'u32',
      purify: 'u32',
      red: 'f32',
      green: 'f32',
      blue: 'f32',
      strength: 'f32',
      wrap: 'f32',
    });
  }

  encode(
    encoder: GPUCommandEncoder,
    frame: GPUTexture,
    alpha: GpuAlphaField,
    backdrop: GpuBackdrop,
    edge: { person: GpuLayer; background: GpuLayer } | undefined,
    target: GPUTextureView,
    mirror: boolean,
    light?: { layer: GpuLayer; strength: number },
  ): void {
    const layer = backdrop.kind === 'layer' ? backdrop.layer : undefined;
    const [red, green, blue] = 'colour' in backdrop ? backdrop.colour : [0, 0, 0];
    this.#scene.write({
      ...gridValues('alpha', alpha.grid),
      ...gridValues('edge', edge?.person.grid ?? light?.layer.grid ?? alpha.grid),
      ...gridValues('layer', layer?.grid ?? alpha.grid),
      ...alpha.levels,
      backdrop: KINDS[backdrop.kind],
      purify: Number(edge !== undefined),
      red: red / 255,
      green: green / 255,
      blue: blue / 255,
      strength: backdrop.kind === 'tint' ? backdrop.opacity : 0,
      wrap: light?.strength ?? 0,
    });
    // What a backdrop does not use is bound to something of its type.
    const { coefficients } = alpha;
    const group = this.#bindings.group(
      this.#scene.buffer,
      frame,
      this.#sampler,
      coefficients,
      edge?.person.colours ?? coefficients,
      edge?.background.colours ?? light?.layer.colours ?? coefficients,
      layer?.colours ?? coefficients,
      backdrop.kind === 'image' ? backdrop.image : frame,
    );
    draw(encoder, this.#pipeline, group, target, mirror);
  }

  dispose(): void {
    this.#scene.dispose();
  }
}
