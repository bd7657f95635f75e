import { describe, expect, it } from 'vitest';
import { heatColours } from '#core/colour-maps.ts';
import { densityFloor, heatPalette, measureMap, paintDensity } from '#core/density.ts';
import { place } from '#core/geometry.ts';
import { mapWindow } from '#core/map-window.ts';
import { oklabToSrgb, oklch } from '#core/oklab.ts';

describe('heatColours', () => {
  it('stays in gamut and gets lighter with every step', () => {
    const colours = heatColours(64);
    for (const [i, colour] of colours.entries()) {
      for (const value of colour) {
        expect(value).toBeGreaterThan(-0.01);
        expect(value).toBeLessThan(1.01);
      }
      if (i > 0) expect(luminance(colour)).toBeGreaterThan(luminance(colours[i - 1]!));
    }
  });

  it('begins dark and ends light', () => {
    const [first, ...rest] = heatColours(8);
    expect(luminance(first!)).toBeLessThan(0.02);
    expect(luminance(rest.at(-1)!)).toBeGreaterThan(0.75);
  });
});

/** Relative luminance of sRGB, 0..1 (IEC 61966-2-1, Rec. 709 weights). */
function luminance([red, green, blue]: readonly number[]): number {
  const linear = (value = 0) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

describe('oklabToSrgb', () => {
  // White and the sRGB primaries in OKLCH, as CSS Color 4 gives them.
  it.each([
    [oklch(1, 0, 0), [1, 1, 1]],
    [oklch(0.62796, 0.25768, 29.234), [1, 0, 0]],
    [oklch(0.86644, 0.29483, 142.5), [0, 1, 0]],
    [oklch(0.45201, 0.31321, 264.05), [0, 0, 1]],
  ])('%j', (lab, srgb) => {
    oklabToSrgb(lab).forEach((value, i) => expect(value).toBeCloseTo(srgb[i]!, 2));
  });
});

describe('mapWindow', () => {
  it('is the whole map where the frame fills the input', () => {
    const window = mapWindow(place({ width: 640, height: 480 }, { width: 64, height: 32 }, 'stretch'), {
      width: 16,
      height: 8,
    });
    expect(window).toEqual({
      left: 0,
      top: 0,
      width: 16,
      height: 8,
      spanX: 16,
      spanY: 8,
      startX: 0,
      startY: 0,
    });
  });

  it('leaves the cells of padding out, and keeps cells that are partly picture', () => {
    // 64 x 36 placed at y = 14..50 of a 64 x 64 input; cells of 8 pixels: rows 1 (8..16) to 6 (48..56).
    const window = mapWindow(place({ width: 640, height: 360 }, { width: 64, height: 64 }, 'letterbox'), {
      width: 8,
      height: 8,
    });
    expect(window).toMatchObject({ left: 0, top: 1, width: 8, height: 6, spanY: 4.5, startY: 0.75 });
  });
});

describe('density', () => {
  it('sums plainly, and the scale follows the maximum slowly but never below the floor', () => {
    const data = Float32Array.of(0, 0.5, 1.5, -0.25);
    expect(measureMap(data, 0, 0, 0.1)).toEqual({ sum: 1.75, max: 1.5, scale: 1.5 });
    expect(measureMap(data, 4, 0.5, 0.1).scale).toBeCloseTo(2.75);
    expect(measureMap(new Float32Array(4), 0, 0, 0.1).scale).toBe(0.1);
  });

  it('scales the floor with the cell', () => {
    const placement = place({ width: 64, height: 64 }, { width: 64, height: 64 }, 'stretch');
    const fine = densityFloor(placement, { width: 64, height: 64 });
    expect(densityFloor(placement, { width: 16, height: 16 })).toBeCloseTo(16 * fine);
  });

  it('paints nothing where nobody is, and the brightest colour at the scale', () => {
    const picture = { width: 2, height: 1, data: new Uint8ClampedArray(8).fill(50) };
    const window = mapWindow(place(picture, picture, 'stretch'), picture);
    paintDensity(picture, Float32Array.of(0, 2), 2, window, 2, heatPalette(1));
    expect([...picture.data.slice(0, 4)]).toEqual([50, 50, 50, 50]);
    const brightest = heatColours(1024)[1023]!;
    [...picture.data.slice(4, 7)].forEach((value, i) =>
      expect(Math.abs(value - brightest[i]! * 255)).toBeLessThanOrEqual(2),
    );
  });
});
