/** Lets a PIN be tried, ever more slowly. What it counts is kept outside, so that a reload does not begin anew. */
import { isPin, type PinHash } from './pin.ts';

/** A person may mistype twice; from then on each failure doubles the wait, up to an hour (chosen). */
const FREE_TRIES = 3;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 3_600_000;

export interface Tries {
  failed: number;
  /** Wall clock of the last failure, since the epoch. */
  lastMs: number;
}

/** Where the count outlives the page, e.g. local storage. */
export interface TriesStore {
  load(): Tries | undefined;
  save(tries: Tries): void;
}

export type Trial = { ok: true } | { ok: false; waitMs: number };

export class PinGate {
  readonly #hash: PinHash;
  readonly #store: TriesStore;
  readonly #now: () => number;
  #busy = false;

  constructor(hash: PinHash, store: TriesStore, now: () => number = Date.now) {
    this.#hash = hash;
    this.#store = store;
    this.#now = now;
  }

  /** Until the next PIN is looked at, in ms; 0 when one may be tried now. */
  get waitMs(): number {
    const { failed, lastMs } = this.#store.load() ?? { failed: 0, lastMs: 0 };
    if (failed < FREE_TRIES) return 0;
    const span = Math.min(FIRST_WAIT_MS * 2 ** (failed - FREE_TRIES), LONGEST_WAIT_MS);
    // A clock set back must not lock the operator out for longer than the span.
    return Math.min(span, Math.max(0, lastMs + span - this.#now()));
  }

  /** While it has to wait, and while another PIN is being checked, none is looked at, not even the right one. */
  async try(pin: string): Promise<Trial> {
    const { waitMs } = this;
    if (waitMs > 0 || this.#busy) return { ok: false, waitMs };
    this.#busy = true;
    try {
      // Counted before it is checked: a reload in between must not save a try.
      this.#store.save({ failed: (this.#store.load()?.failed ?? 0) + 1, lastMs: this.#now() });
      if (!(await isPin(pin, this.#hash))) return { ok: false, waitMs: this.waitMs };
      this.#store.save({ failed: 0, lastMs: 0 });
      return { ok: true };
    } finally {
      this.#busy = false;
    }
  }
}
