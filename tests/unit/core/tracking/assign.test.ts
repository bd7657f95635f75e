import { describe, expect, it } from 'vitest';
import { assign } from '#core/tracking/assign.ts';

/** Every way to pair rows with columns or leave them alone. */
function bestByTrial(costs: readonly number[][], limit: number, row = 0, taken = new Set<number>()): number {
  if (row === costs.length) return 0;
  let best = limit + bestByTrial(costs, limit, row + 1, taken);
  costs[row]?.forEach((cost, column) => {
    if (taken.has(column) || cost >= limit) return;
    taken.add(column);
    best = Math.min(best, cost + bestByTrial(costs, limit, row + 1, taken));
    taken.delete(column);
  });
  return best;
}

function total(costs: readonly number[][], columnOf: number[], limit: number): number {
  return columnOf.reduce((sum, column, row) => sum + (column < 0 ? limit : (costs[row]?.[column] ?? NaN)), 0);
}

describe('assign', () => {
  it('finds the least sum, not the least pairs one after another', () => {
    const costs = [
      [1, 2],
      [2, 9],
    ];
    expect(assign(costs, 100)).toEqual([1, 0]);
  });

  it('leaves alone what would cost the limit', () => {
    expect(assign([[0.9, 0.2]], 0.8)).toEqual([1]);
    expect(assign([[0.9], [0.95]], 0.8)).toEqual([-1, -1]);
    expect(assign([[], []], 0.8)).toEqual([-1, -1]);
    expect(assign([], 0.8)).toEqual([]);
  });

  it('agrees with trying everything, for any shape', () => {
    let state = 7;
    const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
    for (let trial = 0; trial < 300; trial++) {
      const rows = 1 + Math.floor(random() * 5);
      const columns = 1 + Math.floor(random() * 5);
      const costs = Array.from({ length: rows }, () => Array.from({ length: columns }, () => random()));
      const columnOf = assign(costs, 0.7);
      const used = columnOf.filter((column) => column >= 0);
      expect(new Set(used).size).toBe(used.length);
      expect(total(costs, columnOf, 0.7)).toBeCloseTo(bestByTrial(costs, 0.7), 12);
    }
  });

  it('takes costs that tie', () => {
    const columnOf = assign(
      Array.from({ length: 4 }, () => [0.5, 0.5, 0.5, 0.5]),
      1,
    );
    expect([...columnOf].sort()).toEqual([0, 1, 2, 3]);
  });
});
