import { describe, expect, it } from 'vitest';
import { Turns, noLimit } from '#core/turns.ts';

interface Worker {
  name: string;
  turnMs: number;
  /** When its next frame is there. */
  readyAtMs: number;
  /** Between frames of its source. */
  periodMs: number;
  turns: number;
  busyMs: number;
}

const worker = (name: string, turnMs: number, periodMs = 0): Worker => ({
  name,
  turnMs,
  periodMs,
  readyAtMs: 0,
  turns: 0,
  busyMs: 0,
});

/** Lets the workers share one machine for that long. */
function simulate(turns: Turns<Worker>, workers: readonly Worker[], untilMs: number): void {
  let nowMs = 0;
  while (nowMs < untilMs) {
    const ready = workers.filter(({ readyAtMs }) => readyAtMs <= nowMs);
    const next = turns.next(ready, nowMs);
    if (!next) {
      const waitMs = turns.waitMs(ready, nowMs);
      const arrivalMs = Math.min(
        ...workers.map(({ readyAtMs }) => (readyAtMs > nowMs ? readyAtMs : Infinity)),
      );
      expect(waitMs, 'it must not ask at once again for ever').toBeGreaterThan(0);
      nowMs = Math.min(nowMs + waitMs, arrivalMs);
      continue;
    }
    turns.took(next, nowMs, nowMs + next.turnMs);
    nowMs += next.turnMs;
    next.turns++;
    next.busyMs += next.turnMs;
    next.readyAtMs = next.periodMs === 0 ? nowMs : Math.ceil(nowMs / next.periodMs) * next.periodMs;
  }
}

describe('turns', () => {
  it('give each the same time, however long its turns are', () => {
    const workers = [worker('light', 5), worker('middle', 30), worker('heavy', 200)];
    simulate(new Turns(), workers, 60_000);
    for (const { busyMs } of workers) expect(Math.abs(busyMs - 20_000)).toBeLessThanOrEqual(200);
  });

  it('give what one cannot use to the others', () => {
    // A source of 10 frames a second and turns of 10 ms: a tenth of the machine.
    const [slow, greedy] = [worker('slow', 10, 100), worker('greedy', 20)];
    simulate(new Turns(), [slow, greedy], 10_000);
    expect(slow.turns).toBeGreaterThanOrEqual(98);
    expect(greedy.busyMs).toBeGreaterThan(8_800);
  });

  it('let nobody save up while it had nothing to do', () => {
    const turns = new Turns<Worker>();
    const [early, late] = [worker('early', 10), worker('late', 10)];
    simulate(turns, [early], 5_000);
    const before = early.turns;
    late.readyAtMs = 0;
    simulate(turns, [early, late], 1_000);
    expect(Math.abs(early.turns - before - late.turns)).toBeLessThanOrEqual(1);
  });

  it.each([1, 7.5, 30])('keep each to %d turns a second', (fps) => {
    const turns = new Turns<Worker>();
    turns.budget = { ...noLimit, fps };
    const workers = [worker('a', 3), worker('b', 8)];
    simulate(turns, workers, 20_000);
    for (const { turns: count } of workers) {
      expect(count).toBeLessThanOrEqual(20 * fps + 1);
      expect(count).toBeGreaterThan(20 * fps * 0.8 - 1);
    }
  });

  it.each([0.25, 0.5, 1])('leave the machine free for all but %d of the time', (share) => {
    const turns = new Turns<Worker>();
    turns.budget = { ...noLimit, share };
    const workers = [worker('a', 3), worker('b', 40)];
    simulate(turns, workers, 20_000);
    const busyMs = workers.reduce((sum, each) => sum + each.busyMs, 0);
    expect(busyMs / 20_000).toBeCloseTo(share, 1);
    expect(Math.abs(workers[0]!.busyMs - workers[1]!.busyMs)).toBeLessThanOrEqual(40);
  });

  it('have nobody wait for time alone where nobody is ready', () => {
    expect(new Turns<Worker>().next([], 0)).toBeUndefined();
    expect(new Turns<Worker>().waitMs([], 0)).toBe(Infinity);
  });
});
