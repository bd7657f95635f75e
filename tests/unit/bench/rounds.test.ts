import { describe, expect, it } from 'vitest';
import { isQuiet, quietPoints, widening } from '#bench/drift.ts';
import { judgeRounds } from '#bench/rounds.ts';

const line = (...times: number[]) => times.map((ms, i) => ({ atSeconds: i, ms }));
/** Rounds between each two points. */
const plan = { rounds: 8, repeatSeconds: 60 };
const rounds = (count: number) => Array.from({ length: count }, (_, i) => ({ before: i, after: i + 1 }));

describe('a point of the drift line', () => {
  it('is quiet up to 15 % above the machine left alone, and disturbed beyond', () => {
    const points = line(10, 10, 11.4, 11.6, 10);
    expect(points.map((_, i) => isQuiet(points, i, 1))).toEqual([true, true, true, false, true]);
    expect(quietPoints(points, 1)).toHaveLength(4);
  });

  it('is held against the minute around it: a machine that stays slower is not disturbed for ever', () => {
    const points = [10, 10, 14, 14].map((ms, i) => ({ atSeconds: i * 61, ms }));
    expect(points.map((_, i) => isQuiet(points, i, 1))).toEqual([true, true, true, true]);
  });

  it('is judged for cells of several threads by the workload on several', () => {
    const points = [10, 10, 20].map((allMs, i) => ({ atSeconds: i, ms: 5, allMs }));
    expect(isQuiet(points, 2, 1)).toBe(true);
    expect(isQuiet(points, 2, 2)).toBe(false);
    expect(widening(points.slice(0, 2), points.slice(0, 2), 2)).toBe(1);
    expect(quietPoints(points, 2).map(({ ms }) => ms)).toEqual([10, 10]);
  });

  it('that is not there disturbs nothing', () => {
    expect(isQuiet([], 0, 1)).toBe(true);
  });

  it('does not widen intervals where it was disturbed: its rounds are in no figure', () => {
    expect(widening(line(10, 10, 30, 10), line(10, 10, 10))).toBe(1);
  });
});

describe('rounds', () => {
  it('are as many as planned on a machine left alone', () => {
    const drift = line(...Array<number>(9).fill(10));
    expect(judgeRounds(rounds(7), plan, drift, 1)).toEqual({
      disturbed: [],
      wantsMore: true,
      mark: undefined,
    });
    expect(judgeRounds(rounds(8), plan, drift, 1).wantsMore).toBe(false);
  });

  it('are run again and left out where something else ran on either side of them', () => {
    const drift = line(10, 10, 10, 20, 10, 10, 10, 10, 10, 10, 10);
    const eight = judgeRounds(rounds(8), plan, drift, 1);
    expect(eight).toMatchObject({ disturbed: [2, 3], wantsMore: true });
    expect(eight.mark).toBe('other work on the machine beside 2 of 8 rounds, which do not count');
    expect(judgeRounds(rounds(10), plan, drift, 1)).toMatchObject({ disturbed: [2, 3], wantsMore: false });
  });

  it('are the least disturbed three on a machine that is hardly ever left alone, which is told', () => {
    const drift = line(10, ...Array.from({ length: 16 }, (_, i) => (i === 4 || i === 5 ? 13 : 20 + i)));
    const judged = judgeRounds(rounds(16), plan, drift, 1);
    expect(judged.wantsMore).toBe(false);
    expect(Array.from({ length: 16 }, (_, i) => i).filter((i) => !judged.disturbed.includes(i))).toEqual([
      0, 1, 5,
    ]);
    expect(judged.mark).toBe('other work on the machine beside 16 of 16 rounds: the 3 least disturbed count');
  });

  it('are not repeated once the run is as old as the plan allows', () => {
    const drift = line(10, 10, 10, 20, 10, 10, 10, 10, 10);
    const judged = judgeRounds(rounds(8), { ...plan, repeatSeconds: 8 }, drift, 1);
    expect(judged).toMatchObject({ disturbed: [2, 3], wantsMore: false });
  });

  it('are not repeated of a plan of one', () => {
    expect(judgeRounds(rounds(1), { ...plan, rounds: 1 }, line(10, 20), 1)).toMatchObject({
      disturbed: [],
      wantsMore: false,
      mark: 'other work on the machine beside its runs, which count all the same',
    });
  });
});
