/** The fitted backdrop picture as a texture, uploaded only when it is another canvas than before. */
export class BackdropTexture {
  readonly #device: GPUDevice;
  #of: OffscreenCanvas | undefined;
  #texture: GPUTexture | undefined;

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  of(canvas: OffscreenCanvas | undefined): GPUTexture | undefined {
    if (canvas === this.#of) return this.#texture;
    this.dispose();
    this.#of = canvas;
    if (!canvas) return undefined;
    const { width, height } = canvas;
    this.#texture = this.#device.createTexture({
      label: 'backdrop picture',
      size: [width, height],
      format: 'rgba8unorm',
      usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST | GPUTextureUsage.RENDER_ATTACHMENT,
    });
    this.#device.queue.copyExternalImageToTexture(
      { source: canvas },
      { texture: this.#texture },
      { width, height },
    );
    return this.#texture;
  }

  dispose(): void {
    this.#texture?.destroy();
    this.#texture = undefined;
    this.#of = undefined;
  }
}
