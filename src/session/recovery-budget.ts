/** More recoveries than this within the span mean that recovering does not help (guessed). */
const MOST = 4;
const SPAN_MS = 120_000;

/** The first recovery is at once; what fails again right away gets time, doubled each time. */
const FIRST_WAIT_MS = 500;

/** Stops a supervisor that would otherwise rebuild for ever. */
export class RecoveryBudget {
  #takenAtMs: number[] = [];
  #isSpent = false;

  /** Recovering did not help; a person has to ask again. */
  get isSpent(): boolean {
    return this.#isSpent;
  }

  /** How long to wait before the next recovery; undefined when the budget of the last minutes is used up. */
  take(nowMs = performance.now()): number | undefined {
    this.#takenAtMs = this.#takenAtMs.filter((atMs) => nowMs - atMs < SPAN_MS);
    const before = this.#takenAtMs.length;
    this.#isSpent = before >= MOST;
    if (this.#isSpent) return undefined;
    this.#takenAtMs.push(nowMs);
    return before === 0 ? 0 : FIRST_WAIT_MS * 2 ** (before - 1);
  }

  /** A person asks again: what failed before may be mended. */
  refill(): void {
    this.#takenAtMs = [];
    this.#isSpent = false;
  }
}
