/** What happened and why, for who looks after the kiosk. A ring: it grows no further than its capacity. */
import type { Remedy } from './policy.ts';

/** Causes that pages have words for, some about a value. */
export const causes = [
  'page-loaded',
  'by-schedule',
  'as-planned',
  'newer-build',
  'every-night',
  'after-fault',
  'clock-jump',
  'no-result',
  'same-picture',
  'no-model',
  'memory-above',
  'not-all-kept',
  'shown-on',
  'screens-unknown',
  'screens-not-allowed',
  'no-such-screen',
  'no-other-screen',
  'pop-up-blocked',
  'when-nobody',
  'newer-not-whole',
  'build-not-whole',
  'kept-files',
] as const;
export type Cause = (typeof causes)[number];

export interface LogEntry extends LogDetail {
  /** Wall clock, since the epoch. */
  atMs: number;
  what: string;
  /** A cause, or in English what browser, worker or server said. */
  why: string;
}

export interface LogDetail {
  /** What the cause is about: seconds, MiB, a name. */
  value?: string | number;
  /** What is done about it, after so many seconds. */
  remedy?: Remedy;
  waitS?: number;
  /** Which of several pictures; left out: the scene's own, or the whole wall. */
  picture?: string;
}

type Loose<T> = { [K in keyof T]: T[K] | undefined };

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

  /** What is undefined of `detail` is left out of the entry. */
  add(atMs: number, what: string, why: string, detail: Loose<LogDetail> = {}): void {
    this.#total++;
    const known = Object.fromEntries(Object.entries(detail).filter(([, value]) => value !== undefined));
    this.#entries.push({ atMs, what, why, ...(known as LogDetail) });
    if (this.#entries.length > this.#capacity) this.#entries.shift();
  }
}
