import { describe, expect, it } from 'vitest';
import { place } from '#core/geometry.ts';
import { cellAt, mapWindow, wholeWindow, windowValues } from '#core/map-window.ts';

describe('a map window', () => {
  it('finds the cell of every place that a whole map covers', () => {
    const window = wholeWindow({ width: 4, height: 2 });
    expect(cellAt(window, 0, 0)).toBe(0);
    expect(cellAt(window, 0.26, 0.51)).toBe(5);
    expect(cellAt(window, 1, 1)).toBe(7);
    expect(cellAt(window, -3, 9)).toBe(4);
  });

  it('leaves the padding out', () => {
    // A frame of 2 : 1 in a square of 8 cells lies in the rows 2 to 5.
    const placement = place({ width: 200, height: 100 }, { width: 64, height: 64 }, 'letterbox');
    const map = { width: 8, height: 8 };
    const window = mapWindow(placement, map);
    const values = windowValues(
      Float32Array.from({ length: 64 }, (_, i) => i),
      map.width,
      window,
    );
    expect([window.width, window.height]).toEqual([8, 4]);
    expect(values[0]).toBe(16);
    expect(values[cellAt(window, 0.99, 0.99)]).toBe(47);
  });
});
