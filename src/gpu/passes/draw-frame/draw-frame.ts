import { Bindings } from '../../bindings.ts';
import { draw, drawPipeline } from '../../pipelines.ts';
import code from './draw-frame.wgsl?raw';

/** Draws the frame as it is. CPU twin: `drawImage`. */
export class DrawFramePass {
  readonly #pipeline: GPURenderPipeline;
  readonly #bindings: Bindings;
  readonly #sampler: GPUSampler;

  constructor(device: GPUDevice, format: GPUTextureFormat) {
    this.#pipeline = drawPipeline(device, code, 'draw_frame_fragment', format);
    this.#bindings = new Bindings(device, this.#pipeline);
    this.#sampler = device.createSampler({ label: 'draw-frame', magFilter: 'linear', minFilter: 'linear' });
  }

  encode(encoder: GPUCommandEncoder, frame: GPUTexture, target: GPUTextureView, mirror: boolean): void {
    draw(encoder, this.#pipeline, this.#bindings.group(frame, this.#sampler), target, mirror);
  }
}
