import { VitrineError } from '#core/errors/vitrine-error.ts';

interface Slot {
  buffer: GPUBuffer;
  isFree: boolean;
}

/** A part of a GPU buffer to read back, packed one after the other. */
export interface ReadbackSource {
  buffer: GPUBuffer;
  size: number;
}

/**
 * Reads small results back without ever stalling the queue: copies go into one of a few mappable buffers and are
 * handed over when they arrive, one frame late or more. When all are under way a frame's copy is left out.
 */
export class ReadbackRing {
  readonly #slots: Slot[];
  #encoded: Slot | undefined;
  #newest: Promise<void> = Promise.resolve();
  #failure: { error: unknown } | undefined;
  #isDisposed = false;

  constructor(device: GPUDevice, label: string, sizeBytes: number, slots = 3) {
    this.#slots = Array.from({ length: slots }, (_, i) => ({
      buffer: device.createBuffer({
        label: `${label} read-back ${i}`,
        size: sizeBytes,
        usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
      }),
      isFree: true,
    }));
  }

  /** Encodes copies of `sources` into a free slot; false when every slot is still under way. */
  encode(encoder: GPUCommandEncoder, sources: readonly ReadbackSource[]): boolean {
    const slot = (this.#encoded ??= this.#slots.find((candidate) => candidate.isFree));
    if (!slot) return false;
    let offset = 0;
    for (const { buffer, size } of sources) {
      encoder.copyBufferToBuffer(buffer, 0, slot.buffer, offset, size);
      offset += size;
    }
    return true;
  }

  /** Call after submit. `read` gets the bytes when they arrive (borrowed for the call), unless the device is lost. */
  afterSubmit(read: (bytes: ArrayBuffer) => void): void {
    const slot = this.#encoded;
    if (!slot) return;
    this.#encoded = undefined;
    slot.isFree = false;
    const arrived = this.#hand(slot, read);
    this.#newest = arrived;
    arrived.catch((error: unknown) => {
      // A lost device is reported by its owner, through device.lost; what `read` threw waits for `check`.
      if (!(error instanceof VitrineError && error.code === 'device-lost')) this.#failure ??= { error };
    });
  }

  async #hand(slot: Slot, read: (bytes: ArrayBuffer) => void): Promise<void> {
    try {
      await slot.buffer.mapAsync(GPUMapMode.READ);
    } catch (cause) {
      const why = this.#isDisposed ? 'it was disposed' : 'the GPU device was lost';
      throw new VitrineError('device-lost', `A result could not be read back: ${why}.`, { cause });
    }
    try {
      read(slot.buffer.getMappedRange());
    } finally {
      slot.buffer.unmap();
      slot.isFree = true;
    }
  }

  /** Throws, once, what a `read` threw since the last check: nobody awaits the live loop's read-backs. */
  check(): void {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure) throw failure.error;
  }

  /** Resolves when the copy submitted last has been read; rejects when that failed. */
  settled(): Promise<void> {
    return this.#newest;
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const { buffer } of this.#slots) buffer.destroy();
  }
}
