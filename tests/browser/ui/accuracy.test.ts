import { beforeEach, expect, it } from 'vitest';
import { REPORT, type Report } from '#eval/report.ts';
import { rememberEvaluation } from '#ui/components/accuracy/last-evaluation.ts';
import '#ui/components/accuracy/vt-accuracy.ts';
import { expectAccessible, mount, textOf } from './mount.ts';

beforeEach(() => localStorage.removeItem('vitrine-evaluations'));

const report: Report = {
  ...REPORT,
  made: '2026-01-01T00:00:00.000Z',
  model: { id: 'yolox-nano/coco', size: '480×360', precision: 'fp32', trained: true },
  data: { layout: 'vitrine-json', kind: 'label-map', samples: 7, notes: [] },
  conditions: '',
  figures: [{ name: 'mIoU', value: 0.25, unit: '', better: 'higher' }],
  speed: { inferenceMs: { p50: 1, p95: 1 } },
  worst: [],
  badness: '',
};

async function shown(model: string, variant: string): Promise<string> {
  const element = await mount('vt-accuracy', { model, variant });
  await expect.poll(() => textOf(element)).not.toBe('');
  await expectAccessible(element);
  return textOf(element);
}

it('says what we measured of a model, and on what', async () => {
  expect(await shown('yolox-nano', 'coco')).toMatch(/AP 0\.405 on coco128 \(64 pictures\), measured by us/);
});

it('adds what this browser measured last', async () => {
  rememberEvaluation(report);
  expect(await shown('yolox-nano', 'coco')).toMatch(
    /mIoU 0\.250 on vitrine-json \(7 pictures\), measured in this browser/,
  );
});

it('says nothing where nobody measured, and ignores what cannot be read', async () => {
  localStorage.setItem('vitrine-evaluations', '{"yolox-nano/other":{"figures":1}}');
  const element = await mount('vt-accuracy', { model: 'yolox-nano', variant: 'other' });
  await new Promise((done) => setTimeout(done, 200));
  expect(textOf(element)).toBe('');
});
