import { HEAT_STEPS } from '#core/density.ts';
import type { MapWindow } from '#core/map-window.ts';
import { Bindings } from '../../bindings.ts';
import { draw, drawPipeline } from '../../pipelines.ts';
import { Uniforms } from '../../uniforms.ts';
import code from './draw-density.wgsl?raw';

/** Paints a density map over the frame on the GPU. CPU twin: `paintDensity`. */
export class DrawDensityPass {
  readonly #device: GPUDevice;
  readonly #pipeline: GPURenderPipeline;
  readonly #bindings: Bindings;
  readonly #sampler: GPUSampler;
  readonly #window;
  readonly #palette: GPUBuffer;

  constructor(device: GPUDevice, format: GPUTextureFormat) {
    this.#device = device;
    this.#pipeline = drawPipeline(device, code, 'draw_density_fragment', format, { STEPS: HEAT_STEPS });
    this.#bindings = new Bindings(device, this.#pipeline);
    this.#sampler = device.createSampler({ label: 'draw-density', magFilter: 'linear', minFilter: 'linear' });
    this.#window = new Uniforms(device, 'draw-density', {
      mapWidth: 'u32',
      left: 'u32',
      top: 'u32',
      width: 'u32',
      height: 'u32',
      spanX: 'f32',
      spanY: 'f32',
      startX: 'f32',
      startY: 'f32',
    });
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    this.#palette = device.createBuffer({ label: 'draw-density palette', size: HEAT_STEPS * 16, usage });
  }

  /** `palette` as `heatPalette` makes it. */
  setPalette(palette: Float32Array<ArrayBuffer>): void {
    this.#device.queue.writeBuffer(this.#palette, 0, palette);
  }

  /** `figures` as `MeasureMapPass` leaves them; `mapWidth` cells a row of the whole map. */
  encode(
    encoder: GPUCommandEncoder,
    frame: GPUTexture,
    map: { buffer: GPUBuffer; width: number; window: MapWindow; figures: GPUBuffer },
    target: GPUTextureView,
    mirror: boolean,
  ): void {
    this.#window.write({ mapWidth: map.width, ...map.window });
    const group = this.#bindings.group(
      this.#window.buffer,
      frame,
      this.#sampler,
      map.buffer,
      map.figures,
      this.#palette,
    );
    draw(encoder, this.#pipeline, group, target, mirror);
  }

  dispose(): void {
    this.#window.dispose();
    this.#palette.destroy();
  }
}
