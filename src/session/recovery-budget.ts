/** More recoveries than this within the span mean that recovering does not help (guessed). */
const MOST = 4;
const SPAN_MS = 120_000;

/** Stops a supervisor that would otherwise rebuild for ever. */
export class RecoveryBudget {
  #takenAtMs: number[] = [];

  /** False when the budget of the last minutes is used up. */
  take(nowMs = performance.now()): boolean {
    this.#takenAtMs = this.#takenAtMs.filter((atMs) => nowMs - atMs < SPAN_MS);
    if (this.#takenAtMs.length >= MOST) return false;
    this.#takenAtMs.push(nowMs);
    return true;
  }
}
