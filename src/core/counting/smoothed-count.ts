/** A count that flickers from frame to frame, as a figure that can be read: its running mean and how far it strays. */

/** A frame's weight has fallen to 37 % after this: short enough to follow people, long enough to read (chosen). */
const MEMORY_MS = 2000;
/** A relative jump beyond this is another scene, not noise: the count begins anew. */
const SCENE_CHANGE = 0.5;

export interface CountEstimate {
  /** Exponentially weighted over time, never below zero. */
  mean: number;
  /** Standard deviation of the frames' counts around that mean, weighted alike; 0 for the first. */
  spread: number;
}

export class SmoothedCount {
  #mean: number | undefined;
  #variance = 0;
  #atMs = 0;

  /** The estimate with the count of the frame at `atMs`, on any clock that only goes forward. */
  add(count: number, atMs: number): CountEstimate {
    const before = this.#mean;
    const passedMs = Math.max(0, atMs - this.#atMs);
    this.#atMs = atMs;
    if (before === undefined || Math.abs(count - before) > SCENE_CHANGE * Math.max(before, 4)) {
      this.#mean = count;
      this.#variance = 0;
    } else {
      // West's incremental form (https://doi.org/10.1145/359146.359153) with weights that decay in time: frames come at
      // no steady rate.
      const weight = 1 - Math.exp(-passedMs / MEMORY_MS);
      const difference = count - before;
      this.#mean = before + weight * difference;
      this.#variance = (1 - weight) * (this.#variance + weight * difference * difference);
    }
    return { mean: Math.max(0, this.#mean), spread: Math.sqrt(this.#variance) };
  }

  reset(): void {
    this.#mean = undefined;
  }
}
