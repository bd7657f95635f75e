/**
 * Whether other work shares the core on which a cell's runs compute: told by a probe, a short piece of fixed arithmetic in
 * the same thread before and after each run. A run's own time decides nothing.
 */
import { quantile } from '#core/quantiles.ts';
import { ascending } from './statistics.ts';

/**
 * A run counts when the probes on both its sides took no longer than this, of what they take when the machine is left alone.
 * Alone they lie within 6 % of each other here; sharing a core doubles them.
 */
export const COMPANY = 1.1;

/** A lasting change of pace is no company, once it is so old. */
export const NEAR_SECONDS = 60;

/** What probes take when the machine is left alone: not the least, because clocks rise for moments higher than for any run. */
export function quietPace(probesMs: readonly number[]): number {
  return quantile(ascending(probesMs), 0.1);
}

/** One thread's probe and what it found there. */
export class Company {
  readonly #probe: () => number;
  readonly #now: () => number;
  #seen: { atMs: number; ms: number }[] = [];
  #paceMs = Infinity;

  constructor(probe: () => number, now = () => performance.now()) {
    this.#probe = probe;
    this.#now = now;
  }

  /** Milliseconds of the probe beside a run. */
  look(): number {
    return this.#remember(this.#probe());
  }

  /** From now on runs are held against what was seen in the last minute. */
  recall(): void {
    const fromMs = this.#now() - NEAR_SECONDS * 1000;
    this.#seen = this.#seen.filter(({ atMs }) => atMs >= fromMs);
    if (this.#seen.length > 0) this.#paceMs = quietPace(this.#seen.map(({ ms }) => ms));
  }

  isQuiet(ms: number): boolean {
    return ms <= COMPANY * this.#paceMs;
  }

  /** Looks until the machine is left alone or the wait `isOver`: milliseconds of the last look. */
  async wait(pause: () => Promise<void>, isOver: () => boolean): Promise<number> {
    for (;;) {
      const ms = this.#probe();
      // Only the last is remembered: a wait has hundreds, all of a machine that is not left alone.
      if (this.isQuiet(ms) || isOver()) return this.#remember(ms);
      await pause();
    }
  }

  #remember(ms: number): number {
    this.#seen.push({ atMs: this.#now(), ms });
    return ms;
  }
}
