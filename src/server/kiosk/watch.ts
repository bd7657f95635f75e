/** Whether a kiosk's page is alive, by its heart-beats, and how long to wait before it is started again. Pure. */
import type { Beat } from '#kiosk/beat.ts';

export interface Limits {
  /** Without a beat for longer, the page is stuck. */
  silentMs: number;
  /** From the start to the first beat. */
  startMs: number;
  /** Open and without a new picture for longer: what the page does about it by itself does not help. */
  pictureMs: number;
}

/** Chosen: a page that is loaded anew needs up to half a minute on a small machine. */
export const defaultLimits: Limits = { silentMs: 60_000, startMs: 180_000, pictureMs: 900_000 };

export class Watch {
  readonly #limits: Limits;
  readonly #startedMs: number;
  #beatMs: number | undefined;
  #pictureMs: number;

  /** @param nowMs of a monotonic clock, as everywhere here. */
  constructor(limits: Limits, nowMs: number) {
    this.#limits = limits;
    this.#startedMs = nowMs;
    this.#pictureMs = nowMs;
  }

  beat({ front, resultAgeMs = Infinity }: Pick<Beat, 'front' | 'resultAgeMs'>, nowMs: number): void {
    this.#beatMs = nowMs;
    // Closed by the schedule it shows a card, and is well.
    this.#pictureMs = Math.max(this.#pictureMs, front === 'closed' ? nowMs : nowMs - resultAgeMs);
  }

  /** Undefined while all is well. */
  complaint(nowMs: number): string | undefined {
    const { silentMs, startMs, pictureMs } = this.#limits;
    if (this.#beatMs === undefined)
      return nowMs - this.#startedMs >= startMs
        ? `No heart-beat ${startMs / 1000} s after the start.`
        : undefined;
    if (nowMs - this.#beatMs >= silentMs) return `No heart-beat for ${silentMs / 1000} s.`;
    if (nowMs - this.#pictureMs >= pictureMs) return `No new picture for ${pictureMs / 1000} s.`;
    return undefined;
  }
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/** A browser that ran for so long is no cause to wait longer next time (chosen). */
const WELL_MS = 600_000;

export class BackOff {
  #waitMs = FIRST_WAIT_MS;

  /** Before the next start; doubles from start to start. @param ranMs how long the last one ran. */
  next(ranMs: number): number {
    if (ranMs >= WELL_MS) this.#waitMs = FIRST_WAIT_MS;
    const waitMs = this.#waitMs;
    this.#waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
    return waitMs;
  }
}
