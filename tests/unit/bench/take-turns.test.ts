import { describe, expect, it } from 'vitest';
import { MersenneTwister } from '#bench/mersenne-twister.ts';
import type { Result } from '#bench/report.ts';
import { takeTurns, type TurnEvents } from '#bench/take-turns.ts';
import { someReport } from '#tests/helpers/bench-reports.ts';

const [result] = someReport(1).results;

interface Told {
  turns: number[];
  ended: Map<number, Result>;
}

function events(told: Told, signal: AbortSignal, parts: Partial<TurnEvents> = {}): TurnEvents {
  return {
    random: new MersenneTwister(1),
    signal,
    before: (place) => Promise.resolve(void told.turns.push(place)),
    lap: () => Promise.resolve({ marks: [], pressure: undefined }),
    ended: (place, one) => Promise.resolve(void told.ended.set(place, one)),
    startedAt: new Date().toISOString(),
    ...parts,
  };
}

async function* work(turns: number, closed?: () => void): AsyncGenerator<void, Result, void> {
  try {
    for (let i = 1; i < turns; i++) {
      await Promise.resolve();
      yield;
    }
    return result!;
  } finally {
    closed?.();
  }
}

describe('cells that take turns', () => {
  it('have one each round, first as given and then in a drawn order, until each has its result', async () => {
    const told: Told = { turns: [], ended: new Map() };
    const works = new Map([1, 2, 3, 4, 5, 6].map((place) => [place, work(place === 3 ? 2 : 5)]));
    await takeTurns(works, events(told, new AbortController().signal));
    expect([...told.ended.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    const rounds = [0, 6, 12, 17, 22].map((from, i) => told.turns.slice(from, [6, 12, 17, 22, 27][i]));
    expect(rounds[0]).toEqual([1, 2, 3, 4, 5, 6]);
    for (const round of rounds) expect(new Set(round).size).toBe(round.length);
    expect(new Set(rounds.map((round) => round.join())).size).toBeGreaterThan(3);
    expect(rounds[2]).not.toContain(3);
  });

  it('gather what befell the machine in their own turns only', async () => {
    const told: Told = { turns: [], ended: new Map() };
    const lap: TurnEvents['lap'] = () => {
      const last = told.turns.at(-1)!;
      const pressure = { nominal: last, fair: 0, serious: 0, critical: 0 };
      return Promise.resolve({ marks: last === 2 ? ['the tab was hidden'] : [], pressure });
    };
    const works = new Map([1, 2].map((place) => [place, work(3)]));
    await takeTurns(works, events(told, new AbortController().signal, { lap }));
    expect(told.ended.get(1)).toMatchObject({ pressure: { nominal: 3 } });
    expect(told.ended.get(1)?.marks).toBeUndefined();
    expect(told.ended.get(2)).toMatchObject({ pressure: { nominal: 6 }, marks: ['the tab was hidden'] });
  });

  it('are closed, one by one, when the run is cancelled', async () => {
    const told: Told = { turns: [], ended: new Map() };
    const abort = new AbortController();
    let closed = 0;
    const works = new Map([1, 2, 3].map((place) => [place, work(5, () => closed++)]));
    const before: TurnEvents['before'] = (place) => {
      told.turns.push(place);
      if (told.turns.length === 4) abort.abort();
      return Promise.resolve();
    };
    await takeTurns(works, events(told, abort.signal, { before }));
    expect(told.turns).toHaveLength(4);
    expect(closed).toBe(3);
    expect(told.ended.size).toBe(0);
  });
});
