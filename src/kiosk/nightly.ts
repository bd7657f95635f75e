/** Once a day at a time of the wall clock. Remembers the day and not an instant, so that a changed clock cannot break it. */
import { localTime, minuteOf } from './local-time.ts';

export class Nightly {
  readonly #minute: number;
  readonly #zone: string;
  #doneOn: string | undefined;

  /**
   * @param at `HH:MM`; where the clocks skip it, the first minute after.
   * @param doneOn date of the last one, as `doneOn` gave it; undefined: one whose time has passed today counts as done.
   */
  constructor(at: string, zone: string, doneOn: string | undefined) {
    this.#minute = minuteOf(at);
    this.#zone = zone;
    this.#doneOn = doneOn;
  }

  get doneOn(): string | undefined {
    return this.#doneOn;
  }

  isDue(wallMs: number): boolean {
    const { date, minute } = localTime(wallMs, this.#zone);
    const hasPassed = minute >= this.#minute;
    // A kiosk that was just set up need not be loaded anew.
    this.#doneOn ??= hasPassed ? date : 'never';
    return hasPassed && this.#doneOn !== date;
  }

  done(wallMs: number): void {
    this.#doneOn = localTime(wallMs, this.#zone).date;
  }
}
