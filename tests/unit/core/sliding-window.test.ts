import { describe, expect, it } from 'vitest';
import { quantile } from '#core/quantiles.ts';
import { SlidingWindow } from '#core/sliding-window.ts';

function filled(capacity: number, values: readonly number[]): SlidingWindow {
  const window = new SlidingWindow(capacity);
  for (const value of values) window.push(value);
  return window;
}

describe('SlidingWindow', () => {
  it('keeps the newest values, oldest first', () => {
    const window = filled(3, [1, 2, 3, 4, 5]);
    expect([window.at(0), window.at(1), window.at(2)]).toEqual([3, 4, 5]);
    expect(window.length).toBe(3);
    expect(window.mean()).toBe(4);
  });

  it('is right on both sides of its capacity', () => {
    for (const count of [2, 3, 4, 6, 7]) {
      const values = Array.from({ length: count }, (_, i) => i * 10);
      const window = filled(3, values);
      const kept = values.slice(-3);
      expect(kept.map((_, i) => window.at(i))).toEqual(kept);
      expect([...window.sorted()]).toEqual(kept);
    }
  });

  it('sorts a copy: the order of arrival stays', () => {
    const window = filled(4, [3, 1, 2]);
    expect([...window.sorted()]).toEqual([1, 2, 3]);
    expect([window.at(0), window.at(1), window.at(2)]).toEqual([3, 1, 2]);
  });

  it('has nothing outside, and nothing after clear', () => {
    const window = filled(2, [7]);
    expect(window.at(1)).toBeNaN();
    expect(window.at(-1)).toBeNaN();
    window.clear();
    expect(window.length).toBe(0);
    expect(window.mean()).toBeNaN();
  });

  it('refuses a capacity that is no positive whole number', () => {
    expect(() => new SlidingWindow(0)).toThrow('capacity');
    expect(() => new SlidingWindow(1.5)).toThrow('capacity');
  });
});

describe('quantile', () => {
  it('is linear between the closest ranks', () => {
    expect(quantile([10, 20, 30, 40], 0.5)).toBe(25);
    expect(quantile([10, 20, 30, 40], 0)).toBe(10);
    expect(quantile([10, 20, 30, 40], 1)).toBe(40);
    expect(quantile([5], 0.99)).toBe(5);
  });

  it('is NaN for nothing', () => {
    expect(quantile([], 0.5)).toBeNaN();
  });
});
