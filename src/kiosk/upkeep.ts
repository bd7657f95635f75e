/** What is done without a fault, so that none comes: the worker is replaced every few hours, the page once a day. */
import type { Configuration } from './configuration.ts';
import type { Cause } from './event-log.ts';
import type { Moment } from './moment.ts';
import { Nightly } from './nightly.ts';

const HOUR_MS = 3_600_000;

/** Somebody who stays longer than this sees it; the last picture is held even then (chosen). */
const LONGEST_DELAY_MS = HOUR_MS;

export class Upkeep {
  readonly #recycleMs: number;
  readonly #nightly: Nightly | undefined;
  #freshSinceMs = 0;
  #nightlyDueSinceMs: number | undefined;
  #hasUpdate = false;

  /** @param doneOn date of the last nightly load, as `doneOn` gave it. */
  constructor({ recycleEveryH, nightlyAt, schedule }: Configuration, doneOn: string | undefined) {
    const zone = schedule?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.#recycleMs = recycleEveryH * HOUR_MS;
    this.#nightly = nightlyAt === undefined ? undefined : new Nightly(nightlyAt, zone, doneOn);
  }

  get doneOn(): string | undefined {
    return this.#nightly?.doneOn;
  }

  /** The worker is new. */
  isFresh(nowMs: number): void {
    this.#freshSinceMs = nowMs;
  }

  /** A newer build lies ready; it is taken at the next idle moment. */
  offerUpdate(): void {
    this.#hasUpdate = true;
  }

  needsRecycling(nowMs: number, isIdle: boolean): boolean {
    const overdueMs = nowMs - this.#freshSinceMs - this.#recycleMs;
    return overdueMs >= (isIdle ? 0 : LONGEST_DELAY_MS);
  }

  /** Why the page is to be loaded anew; asked again after `reloads`, it is not. */
  wantsReload({ nowMs, wallMs }: Moment, isIdle: boolean): Cause | undefined {
    if (this.#hasUpdate && isIdle) return 'newer-build';
    if (!this.#nightly?.isDue(wallMs)) {
      this.#nightlyDueSinceMs = undefined;
      return undefined;
    }
    this.#nightlyDueSinceMs ??= nowMs;
    const isLate = nowMs - this.#nightlyDueSinceMs >= LONGEST_DELAY_MS;
    return isIdle || isLate ? 'every-night' : undefined;
  }

  /** The page is about to be loaded anew, for whatever reason. */
  reloads(wallMs: number): void {
    this.#hasUpdate = false;
    if (this.#nightly?.isDue(wallMs)) this.#nightly.done(wallMs);
  }
}
