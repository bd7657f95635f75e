import { describe, expect, it } from 'vitest';
import { RecoveryBudget } from '#session/recovery-budget.ts';

describe('RecoveryBudget', () => {
  it('recovers at once first, then waits longer and longer, then gives up', () => {
    const budget = new RecoveryBudget();
    expect([0, 1, 2, 3, 4].map((second) => budget.take(second * 1000))).toEqual([
      0,
      500,
      1000,
      2000,
      undefined,
    ]);
  });

  it('forgets recoveries of long ago', () => {
    const budget = new RecoveryBudget();
    for (let i = 0; i < 4; i++) budget.take(0);
    expect(budget.take(119_999)).toBeUndefined();
    expect(budget.take(120_000)).toBe(0);
  });

  it('starts anew when a person asks', () => {
    const budget = new RecoveryBudget();
    for (let i = 0; i < 4; i++) budget.take(0);
    budget.refill();
    expect(budget.take(0)).toBe(0);
  });
});
