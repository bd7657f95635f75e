import { describe, expect, it } from 'vitest';
import { matteBadge } from '#ui/overlays/alpha-matte/draw-alpha-matte.ts';
import { densityBadge, smoothCount } from '#ui/overlays/density-map/draw-density-map.ts';
import { labelMapBadge } from '#ui/overlays/label-map/draw-label-map.ts';

describe('the shown count', () => {
  it('starts at the first count and calms noise', () => {
    expect(smoothCount(undefined, 100)).toBe(100);
    const next = smoothCount(100, 110);
    expect(next).toBeGreaterThan(100);
    expect(next).toBeLessThan(105);
  });

  it('settles on a constant count', () => {
    let shown: number | undefined = 80;
    for (let i = 0; i < 40; i++) shown = smoothCount(shown, 100);
    expect(shown).toBeCloseTo(100, 1);
  });

  it('follows a new scene at once', () => {
    expect(smoothCount(100, 900)).toBe(900);
    expect(smoothCount(900, 20)).toBe(20);
  });

  it('is worded for one and for many, never below none', () => {
    expect(densityBadge(0.9)).toEqual({ figure: '1', caption: 'person, estimated' });
    expect(densityBadge(1545.6)).toEqual({ figure: '1,546', caption: 'people, estimated' });
    expect(densityBadge(-3).figure).toBe('0');
  });
});

describe('the largest class', () => {
  const labels = ['sky', 'road'].map((name) => ({ name, colour: [0, 0, 0] as const }));

  it('is named with its share, hidden ones apart', () => {
    expect(labelMapBadge([0.4, 0.6], labels, [])).toEqual({ figure: '60 %', caption: 'road' });
    expect(labelMapBadge([0.4, 0.6], labels, [1])).toEqual({ figure: '40 %', caption: 'sky' });
  });

  it('is absent where nothing is shown', () => {
    expect(labelMapBadge([0, 0], labels, [])).toBeUndefined();
    expect(labelMapBadge([0.4, 0.6], labels, [0, 1])).toBeUndefined();
  });
});

it('the matte badge gives the covered part', () => {
  expect(matteBadge(0.284).figure).toBe('28 %');
});
