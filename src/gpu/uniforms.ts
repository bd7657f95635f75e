/** Scalars of a WGSL uniform struct in its order: all 4 bytes wide, so that offsets need no padding rules. */
export type UniformLayout = Readonly<Record<string, 'f32' | 'u32' | 'i32'>>;

/** A uniform buffer whose struct has the keys of `layout`, in their order; written to the queue only on change. */
export class Uniforms<L extends UniformLayout> {
  readonly buffer: GPUBuffer;
  readonly #queue: GPUQueue;
  readonly #layout: L;
  readonly #words: DataView<ArrayBuffer>;
  #isWritten = false;

  constructor(device: GPUDevice, label: string, layout: L) {
    // A struct that holds a struct is a multiple of 16 bytes long, and the binding must hold all of it.
    const size = Math.ceil((Object.keys(layout).length * 4) / 16) * 16;
    this.#queue = device.queue;
    this.#layout = layout;
    this.#words = new DataView(new ArrayBuffer(size));
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    this.buffer = device.createBuffer({ label: `${label} uniforms`, size, usage });
  }

  /** Takes effect for everything submitted later: one value a submit. */
  write(values: Readonly<Record<keyof L & string, number>>): void {
    let offset = 0;
    let changed = !this.#isWritten;
    for (const key in this.#layout) {
      const before = this.#words.getUint32(offset);
      const value = values[key];
      if (this.#layout[key] === 'f32') this.#words.setFloat32(offset, value, true);
      else this.#words.setUint32(offset, value, true);
      changed ||= this.#words.getUint32(offset) !== before;
      offset += 4;
    }
    if (!changed) return;
    this.#queue.writeBuffer(this.buffer, 0, this.#words.buffer);
    this.#isWritten = true;
  }

  dispose(): void {
    this.buffer.destroy();
  }
}
