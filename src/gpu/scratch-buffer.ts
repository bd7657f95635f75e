/** A storage buffer whose size follows what is asked for: made anew only when that changes. */
export class ScratchBuffer {
  readonly #device: GPUDevice;
  readonly #label: string;
  #buffer: GPUBuffer | undefined;

  constructor(device: GPUDevice, label: string) {
    this.#device = device;
    this.#label = label;
  }

  /** The buffer with `size` bytes; what it held is lost when the size changes. */
  ofSize(size: number): GPUBuffer {
    if (this.#buffer?.size === size) return this.#buffer;
    this.#buffer?.destroy();
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    this.#buffer = this.#device.createBuffer({ label: this.#label, size, usage });
    return this.#buffer;
  }

  dispose(): void {
    this.#buffer?.destroy();
    this.#buffer = undefined;
  }
}
