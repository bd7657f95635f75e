import { describe, expect, it } from 'vitest';
import { Company, quietPace } from '#bench/company.ts';
import { countedParts } from '#bench/counted.ts';
import { judgeRuns, type ProbedRound } from '#bench/judge-runs.ts';

/** A round whose runs have the same probe on both sides. */
const round = (at: number, ...probes: number[]): ProbedRound => ({
  before: at,
  after: at + 1,
  samples: probes.map(() => 20),
  probes: probes.flatMap((ms) => [ms, ms]),
});
const quiet = Array<number>(12).fill(0.5);
const plan = { rounds: 2, repeatSeconds: 60, runs: { atLeast: 10, seconds: 2, warmUpSeconds: 3 } };
const drift = [0, 1, 2, 3, 4, 5].map((atSeconds) => ({ atSeconds, ms: 12 }));

describe('runs between two probes', () => {
  it('all count on a machine left alone, without a word', () => {
    const judged = judgeRuns([round(0, ...quiet), round(1, ...quiet)], plan, drift);
    expect(judged).toEqual({ disturbedRuns: [], wantsMore: false, mark: undefined });
  });

  it('do not count where a probe on either side was slow, and their places are told', () => {
    const after = round(0, ...quiet);
    const probes = after.probes.with(2 * 3 + 1, 0.9).with(2 * 7, 0.56);
    const judged = judgeRuns([{ ...after, probes }, round(1, ...quiet)], plan, drift);
    expect(judged.disturbedRuns).toEqual([3, 7]);
    expect(judged.mark).toBe('other work on the machine beside 2 of 24 runs, which do not count');
  });

  it('are not marked for single interrupts', () => {
    const long = Array<number>(40).fill(0.5).with(5, 3);
    const judged = judgeRuns([round(0, ...long), round(1, ...quiet)], plan, drift);
    expect(judged).toMatchObject({ disturbedRuns: [5], mark: undefined });
  });

  it('are never judged by their own times', () => {
    const slow = { ...round(0, ...quiet), samples: quiet.map((_, i) => (i === 4 ? 900 : 20)) };
    expect(judgeRuns([slow, round(1, ...quiet)], plan, drift).disturbedRuns).toEqual([]);
  });

  it('that a round got too few of are made in another round, while the run is young', () => {
    const busy = round(1, ...Array<number>(10).fill(1), 0.5);
    const rounds = [round(0, ...quiet), busy];
    expect(judgeRuns(rounds, plan, drift).wantsMore).toBe(true);
    expect(judgeRuns(rounds, { ...plan, repeatSeconds: 5 }, drift).wantsMore).toBe(false);
    expect(judgeRuns([...rounds, busy, busy], plan, drift).wantsMore).toBe(false);
    expect(judgeRuns([busy], { ...plan, rounds: 1 }, drift).wantsMore).toBe(false);
  });

  it('are as many as the plan wants, the least disturbed, where hardly any was left alone, which is told', () => {
    const rising = Array.from({ length: 30 }, (_, i) => 0.5 + i / 10);
    const judged = judgeRuns([round(0, ...rising)], { ...plan, rounds: 1 }, drift);
    expect(judged.disturbedRuns).toEqual(Array.from({ length: 20 }, (_, i) => i + 10));
    expect(judged.mark).toMatch(/beside 2\d of 30 runs: the 10 least disturbed count$/);
  });

  it('are held against the minute around them: a machine that stays slower is not disturbed for ever', () => {
    const line = [0, 1, 100, 101].map((atSeconds) => ({ atSeconds, ms: 12 }));
    const slower = round(2, ...quiet.map((ms) => 2 * ms));
    expect(judgeRuns([round(0, ...quiet), slower], plan, line).disturbedRuns).toEqual([]);
    expect(judgeRuns([round(0, ...quiet), slower], plan, drift).disturbedRuns).toHaveLength(12);
  });
});

describe('the pace of a machine left alone', () => {
  it('is not that of a moment in which clocks rose higher than for any run', () => {
    expect(quietPace([0.3, ...Array<number>(20).fill(0.5), 1, 1, 1])).toBe(0.5);
  });

  it('is known from the last minute', async () => {
    let at = 0;
    const times = [1, 1, 1, 2, 2, 2];
    const company = new Company(
      () => times.shift()!,
      () => at,
    );
    for (let i = 0; i < 3; i++) company.look();
    company.recall();
    expect(company.isQuiet(1.09)).toBe(true);
    expect(company.isQuiet(2)).toBe(false);
    at = 61_000;
    for (let i = 0; i < 2; i++) company.look();
    company.recall();
    expect(company.isQuiet(2)).toBe(true);
    expect(
      await company.wait(
        () => Promise.resolve(),
        () => false,
      ),
    ).toBe(2);
  });
});

describe('samples that count', () => {
  it('are those of no disturbed round and no disturbed run, by round', () => {
    const inference = [1, 2, 3, 4, 5, 6];
    expect(countedParts({ inference, rounds: [2, 3, 1], disturbedRuns: [1, 5] })).toEqual([[1], [3, 4, 5]]);
    expect(countedParts({ inference, rounds: [2, 3, 1], disturbed: [1] })).toEqual([[1, 2], [6]]);
    expect(countedParts({ inference })).toEqual([inference]);
  });
});
