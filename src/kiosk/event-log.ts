/** What happened and why, for who looks after the kiosk. A ring: it grows no further than its capacity. */
export interface LogEntry {
  /** Wall clock, since the epoch. */
  atMs: number;
  what: string;
  why: string;
}

/** Some days of an ordinary wall (chosen). */
const CAPACITY = 500;

export class EventLog {
  readonly #capacity: number;
  #entries: LogEntry[];
  /** Entries ever made, those dropped included. */
  #total = 0;

  /** `kept`: what was written before a reload. */
  constructor(kept: readonly LogEntry[] = [], capacity = CAPACITY) {
    this.#capacity = capacity;
    this.#entries = kept.slice(-capacity);
  }

  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  /** Grows with each entry: whoever keeps the log elsewhere sees by it that there is something new. */
  get total(): number {
    return this.#total;
  }

  add(atMs: number, what: string, why: string): void {
    this.#total++;
    this.#entries.push({ atMs, what, why });
    if (this.#entries.length > this.#capacity) this.#entries.shift();
  }
}
