import { describe, expect, it } from 'vitest';
import { averagePrecision, COCO_AREAS, COCO_IOUS } from '#eval/detection.ts';
import { readCocoGolden, type CocoGolden } from '#tests/helpers/coco-golden.ts';
import { shared } from '#tests/helpers/shared-data.ts';

const folder = shared('goldens/coco');

describe.skipIf(folder === undefined)('average precision against pycocotools', () => {
  const nothing: CocoGolden = { truth: [], found: [], expected: { stats: {}, AP_per_category: {} } };
  const { truth, found, expected } = folder ? readCocoGolden(folder) : nothing;

  it.each([
    ['AP', { iouThresholds: COCO_IOUS }],
    ['AP50', { iouThresholds: [0.5] }],
    ['AP75', { iouThresholds: [0.75] }],
    ['APs', { iouThresholds: COCO_IOUS, area: COCO_AREAS.small }],
    ['APm', { iouThresholds: COCO_IOUS, area: COCO_AREAS.medium }],
    ['APl', { iouThresholds: COCO_IOUS, area: COCO_AREAS.large }],
  ] as const)('gives the same %s', (name, options) => {
    expect(averagePrecision(truth, found, options).ap).toBeCloseTo(expected.stats[name] ?? NaN, 9);
  });

  it.each([
    ['ARs', COCO_AREAS.small],
    ['ARm', COCO_AREAS.medium],
    ['ARl', COCO_AREAS.large],
  ] as const)('gives the same %s', (name, area) => {
    const { ar } = averagePrecision(truth, found, { iouThresholds: COCO_IOUS, area });
    expect(ar).toBeCloseTo(expected.stats[name] ?? NaN, 9);
  });

  it.each([
    ['AR1', 1],
    ['AR10', 10],
    ['AR100', 100],
  ] as const)('gives the same %s', (name, maxDetections) => {
    const { ar } = averagePrecision(truth, found, { iouThresholds: COCO_IOUS, maxDetections });
    expect(ar).toBeCloseTo(expected.stats[name] ?? NaN, 9);
  });

  it('gives the same precision of each category', () => {
    const { byCategory } = averagePrecision(truth, found, { iouThresholds: COCO_IOUS });
    for (const [category, ap] of Object.entries(expected.AP_per_category)) {
      expect(byCategory.get(Number(category))).toBeCloseTo(ap, 9);
    }
  });
});

describe('average precision', () => {
  const box = (left: number, score?: number) => ({
    image: 1,
    category: 0,
    bbox: [left, 0, 10, 10] as const,
    area: 100,
    score: score ?? 0,
  });

  it('is 1 when every object is found and nothing else', () => {
    const found = [box(0, 0.9), box(50, 0.8)];
    expect(averagePrecision([box(0), box(50)], found, { iouThresholds: [0.5] }).ap).toBe(1);
  });

  it('is hurt by a second box on the same object', () => {
    const found = [box(0, 0.9), box(1, 0.8), box(50, 0.7)];
    expect(averagePrecision([box(0), box(50)], found, { iouThresholds: [0.5] }).ap).toBeLessThan(0.9);
  });
});
