import type { Size } from '#core/geometry.ts';
import { BETWEEN, PATTERNS } from '#core/pattern.ts';
import { Bindings } from '../../bindings.ts';
import { draw, drawPipeline } from '../../pipelines.ts';
import { Uniforms } from '../../uniforms.ts';
import code from './draw-labels.wgsl?raw';

/** Paints labels over the frame on the GPU. CPU twin: `paintLabels`. */
export class DrawLabelsPass {
  readonly #device: GPUDevice;
  readonly #pipeline: GPURenderPipeline;
  readonly #bindings: Bindings;
  readonly #sampler: GPUSampler;
  readonly #map;
  readonly #palette: GPUBuffer;

  constructor(device: GPUDevice, format: GPUTextureFormat, classes: number) {
    this.#device = device;
    this.#pipeline = drawPipeline(device, code, 'draw_labels_fragment', format, { PATTERNS, BETWEEN });
    this.#bindings = new Bindings(device, this.#pipeline);
    this.#sampler = device.createSampler({ label: 'draw-labels', magFilter: 'linear', minFilter: 'linear' });
    this.#map = new Uniforms(device, 'draw-labels', { width: 'u32', height: 'u32', period: 'u32' });
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    this.#palette = device.createBuffer({ label: 'draw-labels palette', size: classes * 16, usage });
  }

  /** `palette` as `labelPalette` makes it. */
  setPalette(palette: Float32Array<ArrayBuffer>): void {
    const unit = palette.map((value, i) => (i % 4 === 3 ? value : value / 255));
    this.#device.queue.writeBuffer(this.#palette, 0, unit);
  }

  /** `period`: of the patterns within classes, in pixels of the frame; 0: plain colours. */
  encode(
    encoder: GPUCommandEncoder,
    frame: GPUTexture,
    labels: GPUBuffer,
    size: Size,
    target: GPUTextureView,
    mirror: boolean,
    period = 0,
  ): void {
    this.#map.write({ width: size.width, height: size.height, period });
    const group = this.#bindings.group(this.#map.buffer, frame, this.#sampler, labels, this.#palette);
    draw(encoder, this.#pipeline, group, target, mirror);
  }

  dispose(): void {
    this.#map.dispose();
    this.#palette.destroy();
  }
}
