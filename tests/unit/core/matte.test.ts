import { describe, expect, it } from 'vitest';
import { gridOfCells, sampleFrame } from '#core/frame-grid.ts';
import { place } from '#core/geometry.ts';
import { mapWindow } from '#core/map-window.ts';
import { compositeMatte, type Backdrop } from '#core/matte-composite.ts';
import { blurLayer, MatteLayer, wholeWeight, type AlphaField } from '#core/matte-layers.ts';
import { matteGrid, MatteRefiner, refineGrid, shrinkMatte } from '#core/matte-refine.ts';
import { activateAlpha, type AlphaSpec } from '#core/matte.ts';
import type { Picture } from '#core/picture.ts';

const spec: AlphaSpec = {
  meaning: 'alpha',
  name: 'a',
  layout: 'nchw',
  channels: 1,
  channel: 0,
  activation: 'none',
};

function picture(width: number, height: number, pixel: (x: number, y: number) => readonly number[]): Picture {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) data.set([...pixel(i % width, Math.floor(i / width)), 255], i * 4);
  return { width, height, data };
}

const pixelAt = ({ data, width }: Picture, x: number, y: number) => [
  ...data.slice((y * width + x) * 4, (y * width + x) * 4 + 3),
];

describe('activateAlpha', () => {
  const size = { width: 3, height: 1 };
  const map = { ...size, window: mapWindow(place(size, size, 'stretch'), size) };

  it('clamps, squashes or takes the channel’s share', () => {
    const matte = new Float32Array(3);
    activateAlpha(Float32Array.of(-1, 0.25, 2), spec, map, matte, 0);
    expect([...matte]).toEqual([0, 0.25, 1]);
    activateAlpha(Float32Array.of(0, -200, 200), { ...spec, activation: 'sigmoid' }, map, matte, 0);
    expect([...matte]).toEqual([0.5, expect.closeTo(0, 9), 1]);
    const two: AlphaSpec = { ...spec, activation: 'softmax', channels: 2, channel: 1 };
    activateAlpha(Float32Array.of(0, 1000, -1000, 0, -1000, 1000), two, map, matte, 0);
    expect([...matte]).toEqual([0.5, 0, 1]);
    activateAlpha(Float32Array.of(0, 0, 1000, -1000, -1000, 1000), { ...two, layout: 'nhwc' }, map, matte, 0);
    expect([...matte]).toEqual([0.5, 0, 1]);
  });

  it('averages small changes over frames and follows large ones at once', () => {
    const matte = Float32Array.of(0.5, 0.5, 1);
    activateAlpha(Float32Array.of(0.56, 0.5, 0), spec, map, matte, 0.5);
    expect(matte[0]).toBeCloseTo(0.53);
    expect(matte[1]).toBeCloseTo(0.5);
    expect(matte[2]).toBe(0);
  });
});

describe('refining', () => {
  /** Dark left of `edge`, light right of it. */
  const frame = (edge: number) => picture(160, 80, (x) => (x < edge ? [30, 40, 50] : [200, 190, 180]));

  function alphaField(
    image: Picture,
    matte: Float32Array,
    size: { width: number; height: number },
  ): AlphaField {
    const window = mapWindow(place(image, size, 'stretch'), size);
    const grid = refineGrid(window);
    const guide = new Float32Array(grid.width * grid.height * 4);
    sampleFrame(image, grid, guide);
    shrinkMatte(matte, window, grid, guide);
    const coefficients = new Float32Array(guide.length);
    new MatteRefiner().coefficients(guide, grid, { radius: 3, epsilon: 3e-4 }, coefficients);
    return { coefficients, grid, levels: { low: 0, high: 1 } };
  }

  it('puts the matte’s edge onto the frame’s', () => {
    const image = frame(80);
    // The matte ramps over cells 16 to 22 of 40: from pixel 78 to 82 it rises by 43 of 255, and refined it jumps.
    const size = { width: 40, height: 20 };
    const matte = Float32Array.from({ length: 800 }, (_, i) => Math.min(Math.max(((i % 40) - 16) / 6, 0), 1));
    compositeMatte(image, alphaField(image, matte, size), { kind: 'matte' }, undefined);
    expect(pixelAt(image, 82, 40)[0]! - pixelAt(image, 78, 40)[0]!).toBeGreaterThan(110);
    expect(pixelAt(image, 10, 40)[0]).toBeLessThan(3);
    expect(pixelAt(image, 150, 40)[0]).toBeGreaterThan(252);
  });

  it('leaves a constant matte constant, whatever the picture', () => {
    const image = picture(64, 48, (x, y) => [(x * 37) % 256, (y * 91) % 256, (x * y) % 256]);
    const size = { width: 32, height: 24 };
    compositeMatte(
      image,
      alphaField(image, new Float32Array(768).fill(0.5), size),
      { kind: 'matte' },
      undefined,
    );
    expect(image.data.every((value, i) => i % 4 === 3 || Math.abs(value - 127.5) < 1)).toBe(true);
  });

  it('takes cells of a large matte together', () => {
    const size = { width: 301, height: 200 };
    const window = mapWindow(place(size, size, 'stretch'), size);
    const grid = refineGrid(window);
    expect(grid).toMatchObject({ shrink: 2, width: 151, height: 100, spanX: 150.5 });
    const out = new Float32Array(grid.width * grid.height * 4);
    shrinkMatte(
      Float32Array.from({ length: 301 * 200 }, (_, i) => i % 301),
      window,
      grid,
      out,
    );
    expect(out[3]).toBe(0.5);
    expect(out[150 * 4 + 3]).toBe(300); // the last cell holds one column only
  });
});

describe('layers and composite', () => {
  /** A red person right of x = 40 before a blue wall; the two columns between are mixed half and half. */
  const frame = () => picture(80, 40, (x) => (x < 39 ? [0, 0, 200] : x < 41 ? [100, 0, 100] : [200, 0, 0]));

  /** Alpha as it truly is, on the frame's own pixels. */
  function truth(image: Picture): AlphaField {
    const window = mapWindow(place(image, image, 'stretch'), image);
    const grid = matteGrid(window, 1);
    const coefficients = new Float32Array(80 * 40 * 4);
    for (let i = 0; i < 80 * 40; i++) coefficients[i * 4 + 3] = i % 80 < 39 ? 0 : i % 80 < 41 ? 0.5 : 1;
    return { coefficients, grid, levels: { low: 0, high: 1 } };
  }

  function composed(backdrop: Backdrop | 'blur', isPurified: boolean, lightWrap = 0): Picture {
    const image = frame();
    const alpha = truth(image);
    const layer = (layerSpec: Parameters<MatteLayer['update']>[2]) => {
      const made = new MatteLayer();
      made.update(image, alpha, layerSpec);
      return made;
    };
    const edge = isPurified
      ? {
          person: layer({ of: 'person', cell: 2, sigma: 1.2 }),
          background: layer({ of: 'background', cell: 2, sigma: 1.2 }),
        }
      : undefined;
    compositeMatte(
      image,
      alpha,
      backdrop === 'blur' ? { kind: 'layer', layer: layer(blurLayer(6)) } : backdrop,
      edge,
      lightWrap > 0
        ? {
            layer: layer({ of: 'background', cell: 2, sigma: 1.2 }),
            strength: lightWrap / wholeWeight(1.2),
          }
        : undefined,
    );
    return image;
  }

  it('keeps the person’s red out of the blurred wall', () => {
    const image = composed('blur', true);
    const [red, , blue] = pixelAt(image, 37, 20) as [number, number, number];
    // The half-mixed columns are background by half, so a little red is theirs.
    expect(red).toBeLessThan(25);
    expect(blue).toBeGreaterThan(170);
  });

  it('takes the wall’s blue out of half-transparent pixels', () => {
    const white: Backdrop = { kind: 'colour', colour: [255, 255, 255] };
    const plain = pixelAt(composed(white, false), 40, 20);
    const pure = pixelAt(composed(white, true), 40, 20);
    // By rights half of (200, 0, 0) before white: (228, 128, 128).
    const off = (colour: number[]) =>
      Math.max(...colour.map((value, i) => Math.abs(value - [228, 128, 128][i]!)));
    expect(off(plain)).toBeGreaterThan(45);
    expect(off(pure)).toBeLessThan(25);
  });

  it('leaves opaque pixels as they are and replaces clear ones', () => {
    const image = composed({ kind: 'colour', colour: [1, 2, 3] }, true);
    expect(pixelAt(image, 60, 20)).toEqual([200, 0, 0]);
    expect(pixelAt(image, 20, 20)).toEqual([1, 2, 3]);
    const shown = composed({ kind: 'image', image: picture(80, 40, (x, y) => [x, y, 7]) }, false);
    expect(pixelAt(shown, 20, 30)).toEqual([20, 30, 7]);
  });

  it('lets the light of what lies behind fall onto the edge, and no further', () => {
    const green: Backdrop = { kind: 'colour', colour: [0, 200, 100] };
    const image = composed(green, false, 0.5);
    // Cells of two pixels; 19 and 20 hold the mixed columns. Far from the picture's upper and lower edge one axis is all.
    const opacity = (cell: number) => (cell < 19 ? 1 : cell === 19 ? 0.75 : cell === 20 ? 0.25 : 0.001);
    const taps = [-3, -2, -1, 0, 1, 2, 3];
    const kernel = taps.map((tap) => Math.exp(-(tap ** 2) / (2 * 1.2 ** 2)));
    const sum = (values: number[]) => values.reduce((a, b) => a + b);
    const blurred = (cell: number) =>
      sum(taps.map((tap, i) => opacity(cell + tap) * kernel[i]!)) / sum(kernel);
    for (const x of [41, 42, 43, 44, 45]) {
      const at = (x + 0.5) / 2 - 0.5;
      const [cell, part] = [Math.floor(at), at % 1];
      const light = 0.5 * (blurred(cell) * (1 - part) + blurred(cell + 1) * part);
      // Screened: what is 200 of 255 red already takes no green light's red.
      const expected = [200, light * 200, light * 100];
      for (const [c, value] of pixelAt(image, x, 20).entries())
        expect(Math.abs(value - expected[c]!), `${x}, ${c}`).toBeLessThan(0.6);
    }
    expect(pixelAt(image, 41, 20)[1]).toBeGreaterThan(20);
    expect(pixelAt(image, 60, 20)).toEqual([200, 0, 0]);
    expect(pixelAt(image, 20, 20)).toEqual([0, 200, 100]);
    // White cannot get lighter.
    const white = picture(80, 40, () => [255, 255, 255]);
    const layer = new MatteLayer();
    layer.update(white, truth(white), { of: 'background', cell: 2, sigma: 1.2 });
    compositeMatte(white, truth(white), green, undefined, { layer, strength: 1 / wholeWeight(1.2) });
    expect(pixelAt(white, 41, 20)).toEqual([255, 255, 255]);
  });

  it('takes a picture’s light from its coarse colours', () => {
    const stripes = picture(80, 40, (x) => (x % 2 === 0 ? [0, 0, 0] : [0, 240, 0]));
    const image = composed({ kind: 'image', image: stripes }, false, 1);
    const greens = [42, 43].map((x) => pixelAt(image, x, 20)[1]!);
    // The stripes' own 240 steps are not there, only the slope of the light.
    expect(greens[0]! - greens[1]!).toBeGreaterThan(0);
    expect(greens[0]! - greens[1]!).toBeLessThan(30);
  });

  it('reads a picture that stands still once, and another one anew', () => {
    let reads = 0;
    const green = picture(80, 40, () => [0, 240, 0]);
    const counted = new Proxy(green.data, {
      get: (data, key) => {
        // By its number: the rows that are copied behind the person go another way.
        if (typeof key === 'string' && /^\d+$/.test(key)) reads++;
        const value: unknown = Reflect.get(data, key, data);
        return typeof value === 'function' ? (value.bind(data) as unknown) : value;
      },
    });
    const still = { ...green, data: counted };
    const first = composed({ kind: 'image', image: still }, false, 1);
    expect(reads).toBeGreaterThan(0);
    reads = 0;
    const second = composed({ kind: 'image', image: still }, false, 1);
    expect(reads).toBe(0);
    expect(second.data).toEqual(first.data);
    const red = composed({ kind: 'image', image: picture(80, 40, () => [240, 0, 0]) }, false, 1);
    expect(red.data).not.toEqual(first.data);
  });

  it('tints the person, or shows the matte in gray', () => {
    const tinted = composed({ kind: 'tint', colour: [0, 100, 0], opacity: 0.5 }, false);
    expect(pixelAt(tinted, 60, 20)).toEqual([100, 50, 0]);
    expect(pixelAt(tinted, 20, 20)).toEqual([0, 0, 200]);
    const matte = composed({ kind: 'matte' }, false);
    expect([20, 40, 60].map((x) => pixelAt(matte, x, 20)[1])).toEqual([0, 128, 255]);
  });
});

describe('sampleFrame', () => {
  it('averages each cell, also the last ones that reach over the edge', () => {
    const image = picture(7, 6, (x) => [x * 10, 0, 255]);
    const grid = gridOfCells(image, 3);
    expect(grid).toMatchObject({ width: 3, height: 2 });
    const out = new Float32Array(grid.width * grid.height * 4);
    sampleFrame(image, grid, out);
    expect([out[0]! * 255, out[4]! * 255, out[8]! * 255].map(Math.round)).toEqual([10, 40, 60]);
    expect(out[2]).toBeCloseTo(1);
  });
});
