import { requestGpu, type Gpu } from '#gpu/device.ts';
import { probeFrameImport } from '#gpu/frame-import-probe.ts';
import type { FrameImportMode } from '#gpu/frame-importer.ts';
import type { GpuResourceCounts } from '#gpu/resource-ledger.ts';

export interface HeldGpu extends Gpu {
  frameImport: FrameImportMode;
}

const NOTHING: GpuResourceCounts = { gpuBuffers: 0, gpuBufferBytes: 0, gpuTextures: 0, gpuTextureBytes: 0 };

/** The worker's one device, made when first needed and made anew after a loss. */
export class GpuHolder {
  readonly #onLost: (reason: string) => void;
  #opening: Promise<HeldGpu> | undefined;
  #held: HeldGpu | undefined;

  constructor(onLost: (reason: string) => void) {
    this.#onLost = onLost;
  }

  /** Throws VitrineError('unsupported') where there is no usable WebGPU; asked again, it tries again. */
  open(): Promise<HeldGpu> {
    this.#opening ??= this.#request().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  counts(): GpuResourceCounts {
    return this.#held?.ledger.counts() ?? NOTHING;
  }

  /** Loses the device on purpose; `onLost` follows as after any loss. */
  lose(): void {
    this.#held?.device.destroy();
  }

  /** Frees the device without a word to `onLost`. */
  dispose(): void {
    const held = this.#held;
    this.#held = undefined;
    this.#opening = undefined;
    held?.device.destroy();
  }

  async #request(): Promise<HeldGpu> {
    const gpu = await requestGpu();
    const held = { ...gpu, frameImport: await probeFrameImport(gpu.device) };
    this.#held = held;
    void gpu.device.lost.then(({ reason, message }) => {
      if (this.#held !== held) return;
      this.#held = undefined;
      this.#opening = undefined;
      this.#onLost(message || reason);
    });
    return held;
  }
}
