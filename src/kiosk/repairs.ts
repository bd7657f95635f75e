/** Which repairs are due. Counts faults of a kind in a row; a kind is forgotten after the picture was well for a while. */
import { policies, remedyOf, type Area, type FaultKind, type Remedy } from './policy.ts';

/** Results on the screen for so long since the last fault of a kind: what comes then is a new fault (chosen). */
const WELL_MS = 10_000;

/** Results further apart than this are no running picture. */
const GAP_MS = 1_000;

interface Streak {
  count: number;
  /** `#wellMs` at the last fault of this kind. */
  atWellMs: number;
}

export interface Repair {
  kind: FaultKind;
  remedy: Remedy;
  dueMs: number;
}

export class Repairs {
  readonly #streaks = new Map<FaultKind, Streak>();
  readonly #pending = new Map<Area, Repair>();
  #lastResultMs: number | undefined;
  /** For how long results were seen, all in all. */
  #wellMs = 0;

  /** Undefined where a repair of the same area is waiting already: it will be seen whether that helps. */
  plan(kind: FaultKind, nowMs: number): Repair | undefined {
    const { area } = policies[kind];
    if (this.#pending.has(area)) return undefined;
    const streak = this.#streaks.get(kind);
    const isOld = streak !== undefined && this.#wellMs - streak.atWellMs >= WELL_MS;
    const before = streak && !isOld ? streak.count : 0;
    this.#streaks.set(kind, { count: before + 1, atWellMs: this.#wellMs });
    const { remedy, waitMs } = remedyOf(kind, before);
    const repair = { kind, remedy, dueMs: nowMs + waitMs };
    if (remedy !== 'carry-on') this.#pending.set(area, repair);
    return repair;
  }

  /** Takes out what is due by now. */
  due(nowMs: number): Repair[] {
    const due = [...this.#pending].filter(([, { dueMs }]) => dueMs <= nowMs);
    for (const [area] of due) this.#pending.delete(area);
    return due.map(([, repair]) => repair);
  }

  /** A device was plugged in: what waits for a source need not wait longer. */
  hurry(area: Area, nowMs: number): void {
    const repair = this.#pending.get(area);
    if (repair) this.#pending.set(area, { ...repair, dueMs: nowMs });
  }

  /** A frame with its result is on the screen. */
  sawResult(nowMs: number): void {
    const gapMs = nowMs - (this.#lastResultMs ?? nowMs);
    if (gapMs <= GAP_MS) this.#wellMs += gapMs;
    this.#lastResultMs = nowMs;
  }

  /** Another scene began, or the kiosk closed: repairs of the former picture are of no use. */
  drop(): void {
    this.#pending.clear();
  }
}
