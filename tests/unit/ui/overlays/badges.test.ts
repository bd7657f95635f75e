import { describe, expect, it } from 'vitest';
import { matteBadge } from '#ui/overlays/alpha-matte/draw-alpha-matte.ts';
import { densityBadge } from '#ui/overlays/density-map/draw-density-map.ts';
import { labelMapBadge } from '#ui/overlays/label-map/draw-label-map.ts';

it('the crowd’s count is worded for one and for many, with its spread, never below none', () => {
  expect(densityBadge({ mean: 0.9, spread: 0.2 })).toEqual({ figure: '1', caption: 'person, estimated' });
  expect(densityBadge({ mean: 1545.6, spread: 12.4 })).toEqual({
    figure: '1,546 ± 12',
    caption: 'people, estimated',
  });
  expect(densityBadge({ mean: -3, spread: 0 }).figure).toBe('0');
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
