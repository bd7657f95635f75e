import { describe, expect, it } from 'vitest';
import { randomFrom } from '#core/random.ts';
import { agreement, disagreement, smoothLogitsInto } from '#core/temporal.ts';

const grid = { width: 1, height: 1, classes: 3, layout: 'nchw' } as const;
const smoothed = (state: number[], data: number[], weight: number) => {
  const values = Float32Array.from(state);
  smoothLogitsInto(values, { ...grid, data: Float32Array.from(data) }, weight);
  return [...values];
};

describe('smoothing class scores', () => {
  it('averages where both frames have the same class, however sure', () => {
    expect(smoothed([1, 0, 0], [9, 0, 0], 0.5)).toEqual([5, 0, 0]);
  });

  it('averages classes that are nearly equal', () => {
    const [a, b] = smoothed([0.1, 0, -9], [0, 0.1, -9], 0.5);
    expect([a, b]).toEqual([expect.closeTo(0.05), expect.closeTo(0.05)]);
  });

  it('follows at once where another class is sure', () => {
    expect(smoothed([4, -4, 0], [-4, 4, 0], 0.9)).toEqual([-4, 4, 0]);
  });

  it('takes a first frame as it is, whatever the state holds', () => {
    expect(smoothed([NaN, NaN, NaN], [1, 2, 3], 0)).toEqual([1, 2, 3]);
  });

  it('gives every pixel its own weight, in both layouts', () => {
    const state = [4, -4, 1, 0];
    const data = [-4, 4, 0, 0.1];
    const nhwc = Float32Array.from(state);
    const two = { width: 2, height: 1, classes: 2 };
    smoothLogitsInto(nhwc, { ...two, layout: 'nhwc', data: Float32Array.from(data) }, 0.5);
    expect(nhwc[0]).toBe(-4);
    expect(nhwc[2]).toBeGreaterThan(0.1);
    const planar = (values: readonly number[]) => Float32Array.from([0, 2, 1, 3], (i) => values[i]!);
    const nchw = planar(state);
    smoothLogitsInto(nchw, { ...two, layout: 'nchw', data: planar(data) }, 0.5);
    expect([...nchw]).toEqual([...planar([...nhwc])]);
  });

  it('calms noise near a border, and never holds a sure change back', () => {
    const random = randomFrom(5);
    let [plain, calm] = [0, 0];
    let [before, wasClass] = [0, 0];
    const state = Float32Array.of(0, 0);
    for (let frame = 0; frame < 4000; frame++) {
      const data = Float32Array.of(0, (random() + random() + random() - 1.5) * 0.6);
      const now = Number(data[1]! > 0);
      smoothLogitsInto(state, { width: 1, height: 1, classes: 2, layout: 'nchw', data }, frame && 0.6);
      const shown = Number(state[1]! > state[0]!);
      plain += Number(now !== before);
      calm += Number(shown !== wasClass);
      [before, wasClass] = [now, shown];
    }
    expect(calm / plain).toBeLessThan(0.7);
    expect(calm).toBeGreaterThan(0);
  });
});

describe('disagreement with the frame before', () => {
  const grid = { width: 5, height: 5 };
  /** One where it says, else nothing. */
  const where = (is: (x: number, y: number) => boolean) => (i: number) =>
    Number(is(i % 5, Math.floor(i / 5)));
  const middle = 12;

  it('is small where a single cell changes, as noise does, unless it is very sure', () => {
    const speck = (much: number) => (i: number) => (i === middle ? much : 0);
    expect(agreement(disagreement(middle, grid, speck(0.6), 0))).toBeGreaterThan(0.99);
    expect(agreement(disagreement(middle, grid, speck(0.95), 0))).toBe(0);
  });

  it('is large where an edge of any direction moves in, and where one at the border does', () => {
    const edges = [
      where((x) => x <= 2),
      where((x) => x >= 2),
      where((_, y) => y <= 2),
      where((x, y) => x + y <= 4),
      where((x, y) => x >= y),
    ];
    for (const edge of edges) expect(agreement(disagreement(middle, grid, edge, 0))).toBe(0);
    expect(disagreement(0, grid, edges[0]!, 0)).toBe(1);
  });

  it('lets go of what a thin line left, and follows it', () => {
    const gone = where(() => false);
    expect(disagreement(middle, grid, gone, 1)).toBe(1);
    const line = where((x) => x === 2);
    expect(agreement(disagreement(middle, grid, line, 0))).toBe(0);
  });
});

describe('agreement', () => {
  it('falls from whole to none, and never rises', () => {
    const values = Array.from({ length: 101 }, (_, i) => agreement(i / 100));
    expect([values[0], values[10], values[40], values[100]]).toEqual([1, 1, 0, 0]);
    for (let i = 1; i < values.length; i++) expect(values[i]).toBeLessThanOrEqual(values[i - 1]!);
  });
});
