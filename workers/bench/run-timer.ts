/** Runs whose times are kept: the newest ones, 16 bytes each. */
const CAPACITY = 1024;

/**
 * GPU time of each run by timestamp queries, from an empty pass before to one after it: what onnxruntime submits between
 * is in it. All are read back at the end, so that reading does not disturb the runs.
 */
export class RunTimer {
  readonly #device: GPUDevice;
  readonly #queries: GPUQuerySet;
  readonly #resolved: GPUBuffer;
  readonly #stored: GPUBuffer;
  #runs = 0;

  constructor(device: GPUDevice) {
    this.#device = device;
    this.#queries = device.createQuerySet({ label: 'run timer', type: 'timestamp', count: 2 });
    const { QUERY_RESOLVE, COPY_SRC, COPY_DST } = GPUBufferUsage;
    this.#resolved = device.createBuffer({ label: 'run timer', size: 16, usage: QUERY_RESOLVE | COPY_SRC });
    const usage = COPY_SRC | COPY_DST;
    this.#stored = device.createBuffer({ label: 'run times', size: 16 * CAPACITY, usage });
  }

  begin(): void {
    this.#mark(0, () => undefined);
  }

  end(): void {
    const slot = this.#runs++ % CAPACITY;
    this.#mark(1, (encoder) => {
      encoder.resolveQuerySet(this.#queries, 0, 2, this.#resolved, 0);
      encoder.copyBufferToBuffer(this.#resolved, 0, this.#stored, 16 * slot, 16);
    });
  }

  async times(): Promise<number[]> {
    const count = Math.min(this.#runs, CAPACITY);
    if (count === 0) return [];
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    const staging = this.#device.createBuffer({ label: 'run times', size: 16 * CAPACITY, usage });
    const encoder = this.#device.createCommandEncoder({ label: 'run times' });
    encoder.copyBufferToBuffer(this.#stored, 0, staging, 0, 16 * CAPACITY);
    this.#device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const stamps = new BigUint64Array(staging.getMappedRange().slice(0));
    staging.destroy();
    const first = this.#runs > CAPACITY ? this.#runs % CAPACITY : 0;
    const timesMs: number[] = [];
    for (let i = 0; i < count; i++) {
      const slot = (first + i) % CAPACITY;
      const [begin, end] = [stamps[2 * slot]!, stamps[2 * slot + 1]!];
      // Clocks may be reset between the two (the specification allows it): such a run has no figure.
      if (end > begin && begin > 0n) timesMs.push(Number(end - begin) / 1e6);
    }
    return timesMs;
  }

  dispose(): void {
    this.#queries.destroy();
    this.#resolved.destroy();
    this.#stored.destroy();
  }

  /** An empty compute pass: timestamps can be written at pass boundaries only. */
  #mark(index: 0 | 1, then: (encoder: GPUCommandEncoder) => void): void {
    const encoder = this.#device.createCommandEncoder({ label: 'run timer' });
    const timestampWrites = { querySet: this.#queries, beginningOfPassWriteIndex: index };
    encoder.beginComputePass({ label: 'run timer', timestampWrites }).end();
    then(encoder);
    this.#device.queue.submit([encoder.finish()]);
  }
}
