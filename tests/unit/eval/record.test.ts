import { mkdtempSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { recordAccuracy } from '#eval/cli/record.ts';
import { REPORT, type Report } from '#eval/report.ts';
import type { AccuracyFile } from '#models/accuracy.ts';

const folder = mkdtempSync(join(tmpdir(), 'vitrine-record-'));
mkdirSync(join(folder, 'net'));
afterAll(() => rmSync(folder, { recursive: true }));

function report(value: number | undefined, change: Partial<Report['model']> = {}): Report {
  return {
    ...REPORT,
    made: '2026-01-01T00:00:00.000Z',
    command: 'npm run eval -- --model net/a --data ../x --threads 2 --out /tmp/y --record --fresh',
    model: { id: 'net/a', size: '8×4', precision: 'fp32', trained: true, ...change },
    data: { layout: 'camvid', kind: 'label-map', samples: 3, notes: [] },
    conditions: '',
    figures: [
      { name: 'mIoU', value, unit: '', better: 'higher' },
      { name: 'nothing', unit: '', better: 'higher' },
    ],
    speed: { inferenceMs: { p50: 1, p95: 1 } },
    worst: [],
    badness: '',
  };
}

const recorded = (): AccuracyFile =>
  JSON.parse(readFileSync(join(folder, 'net/accuracy.json'), 'utf8')) as AccuracyFile;

test('figures that were measured are kept, with what gives them again', async () => {
  await recordAccuracy(report(0.123456), 'x', folder);
  expect(recorded()).toEqual({
    a: [
      {
        data: 'x',
        pictures: 3,
        size: '8×4',
        precision: 'fp32',
        figures: [{ name: 'mIoU', value: 0.1235, unit: '', better: 'higher' }],
        command: 'npm run eval -- --model net/a --data ../x',
      },
    ],
  });
});

test('the same evaluation replaces its figures; another one stands beside it', async () => {
  await recordAccuracy(report(0.5), 'x', folder);
  await recordAccuracy(report(0.6, { size: 'own' }), 'x', folder);
  await recordAccuracy(report(0.7, { id: 'net/b' }), 'x', folder);
  const { a, b } = recorded();
  expect(a?.map(({ size, figures }) => [size, figures[0]?.value])).toEqual([
    ['8×4', 0.5],
    ['own', 0.6],
  ]);
  expect(b?.[0]?.figures[0]?.value).toBe(0.7);
});
