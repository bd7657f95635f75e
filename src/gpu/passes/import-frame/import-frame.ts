import { draw, drawPipeline } from '../../pipelines.ts';
import code from './import-frame.wgsl?raw';

/** Writes an imported VideoFrame into a texture of ours. Its twin is the browser: `VideoFrame.copyTo`. */
export class ImportFramePass {
  readonly #device: GPUDevice;
  readonly #pipeline: GPURenderPipeline;
  readonly #sampler: GPUSampler;

  constructor(device: GPUDevice) {
    this.#device = device;
    this.#pipeline = drawPipeline(device, code, 'import_frame_fragment', 'rgba8unorm');
    this.#sampler = device.createSampler({ label: 'import-frame', magFilter: 'linear', minFilter: 'linear' });
  }

  /** `frame` must stay open until the encoder's commands are submitted. */
  encode(encoder: GPUCommandEncoder, frame: VideoFrame, target: GPUTextureView): void {
    const source = this.#device.importExternalTexture({ label: 'frame', source: frame });
    // An external texture is another object for each frame, so its bind group cannot be kept.
    const group = this.#device.createBindGroup({
      label: 'import-frame',
      layout: this.#pipeline.getBindGroupLayout(0),
      entries: [
        { binding: 0, resource: source },
        { binding: 1, resource: this.#sampler },
      ],
    });
    draw(encoder, this.#pipeline, group, target, false);
  }
}
