import { FrameImporter, type FrameImportMode } from '#gpu/frame-importer.ts';

/** Each way gets this many frames before the faster one is kept; the first of a way pays for its set-up. */
const TRIALS = 3;

interface Way {
  importer: FrameImporter;
  trials: number;
  bestMs: number;
}

/**
 * Brings frames to the GPU the faster way of two that work: the best that probing found, and through main memory.
 * Which is faster depends on where the browser keeps the frames and on what the adapter is: on SwiftShader an external
 * texture of 640 x 480 took 300 ms and writing the same pixels 5 ms; on a GPU it is the other way round.
 */
export class FastestImporter {
  readonly #device: GPUDevice;
  #ways: Way[];
  #retired: FrameImporter[] = [];

  constructor(device: GPUDevice, probed: FrameImportMode) {
    const modes = new Set<FrameImportMode>([probed, 'write-texture']);
    this.#device = device;
    this.#ways = [...modes].map((mode) => ({
      importer: new FrameImporter(device, mode),
      trials: 0,
      bestMs: Infinity,
    }));
  }

  /** As FrameImporter.import. While ways are tried, each is submitted by itself and waited for. */
  async import(encoder: GPUCommandEncoder, frame: VideoFrame): Promise<GPUTexture> {
    this.#freeRetired();
    const [only, other] = this.#ways;
    if (only && !other) return only.importer.import(encoder, frame);
    const way = this.#ways.reduce((a, b) => (b.trials < a.trials ? b : a));
    await this.#device.queue.onSubmittedWorkDone();
    const startMs = performance.now();
    try {
      const trial = this.#device.createCommandEncoder({ label: 'import trial' });
      const texture = await way.importer.import(trial, frame);
      this.#device.queue.submit([trial.finish()]);
      await this.#device.queue.onSubmittedWorkDone();
      way.bestMs = Math.min(way.bestMs, performance.now() - startMs);
      way.trials++;
      if (this.#ways.every(({ trials }) => trials >= TRIALS)) this.#keepFastest();
      return texture;
    } catch {
      // This way does not bear these frames: the other one takes them.
      this.#drop(way);
      return await this.import(encoder, frame);
    }
  }

  dispose(): void {
    this.#freeRetired();
    for (const { importer } of this.#ways) importer.dispose();
  }

  #keepFastest(): void {
    const best = this.#ways.reduce((a, b) => (b.bestMs < a.bestMs ? b : a));
    for (const way of this.#ways) if (way !== best) this.#drop(way);
  }

  /** The frame under way may still read its texture, so it is freed with the next frame. */
  #drop(way: Way): void {
    this.#ways = this.#ways.filter((kept) => kept !== way);
    this.#retired.push(way.importer);
  }

  #freeRetired(): void {
    for (const importer of this.#retired) importer.dispose();
    this.#retired = [];
  }
}
