/** Later than this after the expected time, a frame's timestamps are taken to have jumped (guessed; a stall is shorter). */
const JUMP_MS = 5_000;

/**
 * When frames of a stream were captured, on the worker's clock. A VideoFrame's timestamp has an unknown origin, so the
 * frame that arrived soonest after its timestamp is taken as captured that very moment: queueing is seen, and the
 * fixed delay inside camera and browser is not.
 */
export class CaptureClock {
  /** Worker time minus frame time of the soonest frame. */
  #offsetMs = Infinity;
  #lastTimestampMs = -Infinity;

  capturedAt(timestampUs: number, arrivedAtMs: number): number {
    const timestampMs = timestampUs / 1000;
    const offset = arrivedAtMs - timestampMs;
    const hasJumped = timestampMs < this.#lastTimestampMs || offset - this.#offsetMs > JUMP_MS;
    this.#offsetMs = hasJumped ? offset : Math.min(this.#offsetMs, offset);
    this.#lastTimestampMs = timestampMs;
    return timestampMs + this.#offsetMs;
  }
}
