import { describe, expect, it } from 'vitest';
import { Company } from '#bench/company.ts';
import { clockStep, isSteady, measureRuns, type Measuring } from '#bench/measure-runs.ts';

/** A clock that only runs move, each by the next of `timesMs` (the last one for good). */
function measuring(timesMs: readonly number[], parts: Partial<Measuring> = {}): Measuring {
  let at = 0;
  let run = 0;
  return {
    runs: { atLeast: 30, seconds: 1, warmUpSeconds: 60 },
    run: () => {
      at += timesMs[Math.min(run++, timesMs.length - 1)]!;
      return Promise.resolve();
    },
    now: () => at,
    pause: () => Promise.resolve(),
    clockStepMs: 0.005,
    ...parts,
  };
}

describe('measuring', () => {
  it('counts runs once two windows of five have the same median, and not before', async () => {
    const compiling = [900, 400, 200, 100, 80, 60, 50, 40, 30, 20, 20, 20, 20];
    const { warmUp, samples } = await measureRuns(measuring([...compiling, 20]));
    expect(warmUp).toMatchObject({ steady: true, runs: 17 });
    expect(samples.every((ms) => ms === 20)).toBe(true);
    expect(samples).toHaveLength(50);
  });

  it('makes at least as many runs as asked for, however long one takes', async () => {
    const { samples } = await measureRuns(measuring([500]));
    expect(samples).toHaveLength(30);
  });

  it('counts from the third run on where it was steady before and others ran meanwhile', async () => {
    const { warmUp, samples } = await measureRuns(measuring([90, 25, 20], { isAgain: true }));
    expect(warmUp).toMatchObject({ steady: true, runs: 2 });
    expect(samples.every((ms) => ms === 20)).toBe(true);
  });

  it('ends a warm-up that never gets steady, and says so', async () => {
    const rising = Array.from({ length: 400 }, (_, i) => 20 * 1.05 ** Math.min(i, 90));
    const runs = { atLeast: 2, seconds: 0, warmUpSeconds: 2 };
    const { warmUp } = await measureRuns(measuring(rising, { runs }));
    expect(warmUp.steady).toBe(false);
    expect(warmUp.ms).toBeGreaterThanOrEqual(2000);
  });

  it('says plainly that a clock went back', async () => {
    const back = measureRuns(measuring([...Array.from({ length: 15 }, () => 20), -5]));
    await expect(back).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('went back by 5 ms') as string,
    });
  });

  it('says plainly that the clock is too coarse', async () => {
    const coarse = measureRuns(measuring([5], { clockStepMs: 1 }));
    await expect(coarse).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('steps of 1 ms') as string,
    });
    await expect(measureRuns(measuring([11], { clockStepMs: 1 }))).resolves.toBeDefined();
  });

  it('judges steadiness by medians: one outlier changes nothing', () => {
    const even = Array.from({ length: 10 }, () => 10);
    expect(isSteady(even)).toBe(true);
    expect(isSteady(even.with(9, 500))).toBe(true);
    expect(isSteady(even.slice(1))).toBe(false);
    expect(isSteady([...even.slice(0, 5), 11, 11, 11, 11, 11])).toBe(false);
  });

  it('finds the step of a clock', () => {
    let calls = 0;
    expect(clockStep(() => Math.floor(calls++ / 7) * 0.25)).toBe(0.25);
  });
});

describe('runs that are probed', () => {
  /** A machine on which from 1 s to 2 s something else runs: runs and probes take twice as long then. */
  function shared(parts: Partial<Measuring> = {}): Measuring & { ran: number[] } {
    let at = 0;
    const ran: number[] = [];
    const spend = (ms: number) => {
      const took = at >= 1000 && at < 2000 ? 2 * ms : ms;
      at += took;
      return took;
    };
    return {
      ...measuring([]),
      runs: { atLeast: 10, seconds: 1.5, warmUpSeconds: 5 },
      now: () => at,
      run: () => {
        ran.push(at);
        spend(20);
        return Promise.resolve();
      },
      company: new Company(
        () => spend(0.5),
        () => at,
      ),
      patienceMs: 2000,
      ran,
      ...parts,
    };
  }

  it('wait for the machine to be left alone, and say what the probes took', async () => {
    const machine = shared();
    const { samples, probes } = await measureRuns(machine);
    expect(probes).toHaveLength(2 * samples.length);
    expect(machine.ran.filter((at) => at > 1050 && at < 2000)).toEqual([]);
    // What was under way when the other work began is kept.
    expect(samples.filter((ms) => ms > 20).length).toBeLessThanOrEqual(1);
    expect(samples.length).toBeGreaterThan(60);
  });

  it('go on all the same when there is no patience', async () => {
    const { samples, probes } = await measureRuns(shared({ patienceMs: 0 }));
    expect(samples.filter((ms) => ms === 40).length).toBeGreaterThan(0);
    expect(probes).toContain(1);
  });
});
