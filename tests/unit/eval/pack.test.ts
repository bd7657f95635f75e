import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openPack } from '#eval/pack/pack.ts';
import { portrait, street, SIZE } from '#eval/pack/scenes.ts';

const load = (kind: Parameters<typeof openPack>[0], i = 0) => openPack(kind).samples[i]!.load();

describe('the pack', () => {
  it('is the same bytes each time it is drawn', async () => {
    const hash = async () =>
      createHash('sha256')
        .update((await load('label-map')).picture.data)
        .digest('hex');
    expect(await hash()).toBe(await hash());
  });

  it('has every class of the street, and labels of nothing else', async () => {
    const { truth } = await load('label-map');
    const labels = truth.kind === 'label-map' ? truth.labels : [];
    expect([...new Set(labels)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('has mattes with sub-pixel opacity, 1 inside and 0 outside', () => {
    const { alpha } = portrait(1, 0);
    expect(alpha[0]).toBe(0);
    expect(alpha[Math.floor(SIZE.height * 0.95) * SIZE.width + SIZE.width / 2]).toBe(1);
    expect(alpha.filter((value) => value > 0 && value < 1).length).toBeGreaterThan(1000);
  });

  it('boxes hold every pixel of their object, and each side touches one', async () => {
    const { truth } = await load('boxes');
    const { canvas } = street(20_091, 0);
    const [box] = truth.kind === 'boxes' ? truth.boxes : [];
    const [left, top, width, height] = box!.bbox;
    const pixels = [...canvas.objects.keys()].filter((i) => canvas.objects[i] === 1);
    const xs = pixels.map((i) => i % SIZE.width);
    const ys = pixels.map((i) => Math.floor(i / SIZE.width));
    expect([Math.min(...xs), Math.min(...ys)]).toEqual([left, top]);
    expect([Math.max(...xs) + 1, Math.max(...ys) + 1]).toEqual([left + width, top + height]);
    expect(box!.area).toBe(pixels.length);
  });

  it('crowds have a point for each person, inside the picture', async () => {
    for (let i = 0; i < 6; i++) {
      const { truth } = await load('density-map', i);
      const points = truth.kind === 'density-map' ? truth.points : [];
      expect(points.length).toBeGreaterThanOrEqual(20);
      expect(points.every(({ x, y }) => x >= 0 && x < SIZE.width && y >= 0 && y < SIZE.height)).toBe(true);
    }
    // Drawn in software: slow where other tests run beside it.
  }, 60_000);
});
