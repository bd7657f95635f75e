/** The newest `capacity` numbers. Allocates nothing after construction, so it can be fed every frame. */
export class SlidingWindow {
  readonly #values: Float64Array;
  readonly #sorted: Float64Array;
  #next = 0;
  #length = 0;

  constructor(capacity: number) {
    if (!Number.isInteger(capacity) || capacity < 1) {
      throw new RangeError(`capacity must be a positive integer, got ${capacity}`);
    }
    this.#values = new Float64Array(capacity);
    this.#sorted = new Float64Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  get capacity(): number {
    return this.#values.length;
  }

  push(value: number): void {
    this.#values[this.#next] = value;
    this.#next = (this.#next + 1) % this.capacity;
    this.#length = Math.min(this.#length + 1, this.capacity);
  }

  clear(): void {
    this.#next = 0;
    this.#length = 0;
  }

  /** The i-th value, 0 the oldest. NaN outside. */
  at(i: number): number {
    if (i < 0 || i >= this.#length) return NaN;
    const oldest = this.#length < this.capacity ? 0 : this.#next;
    return this.#values[(oldest + i) % this.capacity] ?? NaN;
  }

  /** NaN when empty. */
  mean(): number {
    let sum = 0;
    for (let i = 0; i < this.#length; i++) sum += this.#values[i] ?? 0;
    return sum / this.#length;
  }

  /** All values in ascending order; borrowed until the next call. */
  sorted(): Float64Array {
    for (let i = 0; i < this.#length; i++) this.#sorted[i] = this.#values[i] ?? 0;
    return this.#sorted.subarray(0, this.#length).sort();
  }
}
