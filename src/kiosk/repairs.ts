/**
 * Which repairs are due. Counts faults of a kind in a row, and forgets them one by one while the picture runs: what comes
 * back often meets rougher remedies. Waits grow only with repairs that did not help.
 */
import { policies, remedyOf, type Area, type FaultKind, type Remedy } from './policy.ts';

/** Results further apart than this are no running picture. */
const GAP_MS = 1_000;

interface Row {
  /** Falls while the picture runs, and so is no whole number. */
  faults: number;
  unhelped: number;
  /** `#wellMs` at the last fault of this kind. */
  atWellMs: number;
}

export interface Repair {
  kind: FaultKind;
  remedy: Remedy;
  dueMs: number;
}

export class Repairs {
  readonly #rows = new Map<FaultKind, Row>();
  readonly #pending = new Map<Area, Repair>();
  #lastResultMs: number | undefined;
  #wellMs = 0;

  /** For how long results were seen, all in all. */
  get wellMs(): number {
    return this.#wellMs;
  }

  /** Undefined where a repair of the same area is waiting already: it will be seen whether that helps. */
  plan(kind: FaultKind, nowMs: number): Repair | undefined {
    const { area } = policies[kind];
    if (this.#pending.has(area)) return undefined;
    const { faults, unhelped } = this.#rowOf(kind);
    this.#rows.set(kind, { faults: faults + 1, unhelped: unhelped + 1, atWellMs: this.#wellMs });
    const { remedy, waitMs } = remedyOf(kind, Math.ceil(faults), unhelped);
    const repair = { kind, remedy, dueMs: nowMs + waitMs };
    if (remedy !== 'carry-on') this.#pending.set(area, repair);
    return repair;
  }

  /** What is left now of the faults of a kind. */
  #rowOf(kind: FaultKind): { faults: number; unhelped: number } {
    const row = this.#rows.get(kind);
    if (!row) return { faults: 0, unhelped: 0 };
    const { provenMs, wellMs } = policies[kind];
    const wellSinceMs = this.#wellMs - row.atWellMs;
    return {
      faults: Math.max(0, row.faults - wellSinceMs / wellMs),
      unhelped: wellSinceMs > provenMs ? 0 : row.unhelped,
    };
  }

  /** Takes out what is due by now. */
  due(nowMs: number): Repair[] {
    const due = [...this.#pending].filter(([, { dueMs }]) => dueMs <= nowMs);
    for (const [area] of due) this.#pending.delete(area);
    return due.map(([, repair]) => repair);
  }

  /** What a repair waited for may be there now: a camera, the network. */
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
