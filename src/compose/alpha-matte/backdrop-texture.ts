import type { FittedBackdrop } from './backdrop-image.ts';

/** The fitted backdrop picture as a texture, uploaded only when it is another than before. */
export class BackdropTexture {
  readonly #device: GPUDevice;
  #of: FittedBackdrop | undefined;
  #texture: GPUTexture | undefined;

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  of(backdrop: FittedBackdrop | undefined): GPUTexture | undefined {
    if (backdrop === this.#of) return this.#texture;
    this.#of = backdrop;
    if (!backdrop) {
      this.dispose();
      return undefined;
    }
    const { width, height } = backdrop.canvas;
    this.#texture = this.#ofSize(width, height);
    this.#device.queue.copyExternalImageToTexture(
      { source: backdrop.canvas },
      { texture: this.#texture },
      { width, height },
    );
    return this.#texture;
  }

  #ofSize(width: number, height: number): GPUTexture {
    if (this.#texture?.width === width && this.#texture.height === height) return this.#texture;
    this.#texture?.destroy();
    return this.#device.createTexture({
      label: 'backdrop picture',
      size: [width, height],
      format: 'rgba8unorm',
      usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST | GPUTextureUsage.RENDER_ATTACHMENT,
    });
  }

  dispose(): void {
    this.#texture?.destroy();
    this.#texture = undefined;
    this.#of = undefined;
  }
}
