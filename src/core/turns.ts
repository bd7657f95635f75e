/**
 * Whose turn it is among those that share one machine: start-time fair queueing (Goyal, Vin, Cheng, 1997), so that over
 * time each gets the same share of it, however long its own turns are; whoever had nothing to do saves nothing up.
 */

/** What a person lets them use. */
export interface Budget {
  /** Most turns a second of each member. */
  fps: number;
  /** Most of the time that anything runs, of 1: what a machine's power and heat follow. */
  share: number;
}

export const noLimit: Budget = { fps: Infinity, share: 1 };

interface Account {
  /** Virtual time, in milliseconds of service, at which its next turn may start. */
  finishMs: number;
  /** On the caller's clock. */
  notBeforeMs: number;
  servedAtMs: number;
}

export class Turns<Member extends object> {
  budget: Budget = noLimit;
  readonly #accounts = new WeakMap<Member, Account>();
  /** Virtual time: where the turn taken last started. */
  #virtualMs = 0;
  /** Everybody rests until then, on the caller's clock. */
  #restUntilMs = -Infinity;

  /** Who of `ready` is next at `nowMs`; undefined while the budget lets nobody. */
  next(ready: Iterable<Member>, nowMs: number): Member | undefined {
    if (nowMs < this.#restUntilMs) return undefined;
    let best: { member: Member; startMs: number; servedAtMs: number } | undefined;
    for (const member of ready) {
      const { finishMs, notBeforeMs, servedAtMs } = this.#accountOf(member);
      if (nowMs < notBeforeMs) continue;
      const startMs = Math.max(finishMs, this.#virtualMs);
      const isSooner =
        !best || startMs < best.startMs || (startMs === best.startMs && servedAtMs < best.servedAtMs);
      if (isSooner) best = { member, startMs, servedAtMs };
    }
    return best?.member;
  }

  /** Milliseconds until `next` can have another answer for the same `ready`; Infinity where time alone changes nothing. */
  waitMs(ready: Iterable<Member>, nowMs: number): number {
    let soonestMs = Infinity;
    for (const member of ready) soonestMs = Math.min(soonestMs, this.#accountOf(member).notBeforeMs);
    return Math.max(soonestMs, soonestMs === Infinity ? 0 : this.#restUntilMs) - nowMs;
  }

  /** `member` had the machine from `startMs` to `endMs`. */
  took(member: Member, startMs: number, endMs: number): void {
    const account = this.#accountOf(member);
    const virtualMs = Math.max(account.finishMs, this.#virtualMs);
    const { fps, share } = this.budget;
    this.#virtualMs = virtualMs;
    account.finishMs = virtualMs + (endMs - startMs);
    account.notBeforeMs = startMs + 1000 / fps;
    account.servedAtMs = startMs;
    this.#restUntilMs = endMs + (endMs - startMs) * (1 / share - 1);
  }

  #accountOf(member: Member): Account {
    const known = this.#accounts.get(member);
    if (known) return known;
    const account = { finishMs: 0, notBeforeMs: -Infinity, servedAtMs: -Infinity };
    this.#accounts.set(member, account);
    return account;
  }
}
