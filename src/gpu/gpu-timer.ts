import { ReadbackRing } from './readback-ring.ts';

/**
 * GPU time of a frame from timestamp queries: from `start` to `end`, so passes that others (onnxruntime) submit in
 * between are in it, and idle gaps of the queue too. Figures arrive frames later and nothing ever waits for them.
 */
export class GpuTimer {
  readonly #queries: GPUQuerySet | undefined;
  readonly #resolved: GPUBuffer | undefined;
  readonly #ring: ReadbackRing | undefined;
  #lastMs: number | undefined;

  constructor(device: GPUDevice) {
    if (!device.features.has('timestamp-query')) return;
    this.#queries = device.createQuerySet({ label: 'gpu timer', type: 'timestamp', count: 2 });
    this.#resolved = device.createBuffer({
      label: 'gpu timer',
      size: 16, // two u64 in nanoseconds
      usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
    });
    this.#ring = new ReadbackRing(device, 'gpu timer', 16, 4);
  }

  /** The newest measurement in milliseconds; undefined before the first, and where there are no queries. */
  get lastMs(): number | undefined {
    return this.#lastMs;
  }

  start(encoder: GPUCommandEncoder): void {
    this.#mark(encoder, 0);
  }

  end(encoder: GPUCommandEncoder): void {
    if (!this.#queries || !this.#resolved) return;
    this.#mark(encoder, 1);
    encoder.resolveQuerySet(this.#queries, 0, 2, this.#resolved, 0);
    this.#ring?.encode(encoder, [{ buffer: this.#resolved, size: 16 }]);
  }

  /** Call after submitting the encoder given to `end`. */
  afterSubmit(): void {
    this.#ring?.afterSubmit((bytes) => {
      const [begin = 0n, end = 0n] = new BigUint64Array(bytes);
      // Clocks may be reset between the two (the specification allows it): such a frame has no figure.
      if (end >= begin && begin > 0n) this.#lastMs = Number(end - begin) / 1e6;
    });
  }

  dispose(): void {
    this.#queries?.destroy();
    this.#resolved?.destroy();
    this.#ring?.dispose();
  }

  /** An empty compute pass: timestamps can be written at pass boundaries only. */
  #mark(encoder: GPUCommandEncoder, index: 0 | 1): void {
    if (!this.#queries) return;
    const pass = encoder.beginComputePass({
      label: 'gpu timer',
      timestampWrites: { querySet: this.#queries, beginningOfPassWriteIndex: index },
    });
    pass.end();
  }
}
