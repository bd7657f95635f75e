/** The bench as a person uses it: from the first look at a machine to a report that others can open. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { someReport } from '#tests/helpers/bench-reports.ts';
import { complaints, keep } from './page.ts';

/** MediaPipe's runtime writes its log to the console as errors. */
const ours = (said: string[]) => said.filter((line) => !line.includes('TensorFlow Lite'));

const table = (page: Page) => page.getByRole('region', { name: 'Results' });

async function openBench(page: Page, fragment = ''): Promise<void> {
  await page.goto(`/bench${fragment}`);
  await expect(page.getByRole('button', { name: /^Run \d+ cell/ })).toBeEnabled();
}

test('it says what the machine is worth, and what is left out', async ({ page }) => {
  const said = complaints(page);
  await openBench(page);
  await expect(page.locator('.truth')).toHaveText(/\w+.*\./);
  await expect(page.getByText('No report yet.')).toBeVisible();
  await expect(page.getByRole('radio', { name: /Quick/ })).toBeChecked();
  await keep(page, 'bench-empty');
  expect(said).toEqual([]);
});

test('a size that no server has is built and measured under the policy that pages are served with', async ({
  page,
}, info) => {
  const said = complaints(page);
  await openBench(page);
  const plan = info.outputPath('plan.json');
  const model = { model: 'mcnn', variant: 'shanghaitech-a', sizes: [{ width: 72, height: 48 }] };
  writeFileSync(
    plan,
    JSON.stringify({
      schema: 'vitrine-bench-plan',
      version: 1,
      name: 'Built here',
      models: [model],
      engines: [{ engine: 'ort-wasm', threads: 1 }],
      runs: { atLeast: 5, seconds: 0, warmUpSeconds: 1 },
      filler: true,
    }),
  );
  await page.locator('input[type=file]').setInputFiles(plan);
  await page.getByRole('button', { name: 'Run 1 cell' }).click();
  await expect(table(page)).toContainText('agrees, untrained', { timeout: 60_000 });
  expect(ours(said)).toEqual([]);
});

test('a chosen plan runs to a report that a reload in the middle does not lose', async ({ page }, info) => {
  const said = complaints(page);
  await openBench(page);
  const plan = info.outputPath('plan.json');
  writeFileSync(
    plan,
    JSON.stringify({
      schema: 'vitrine-bench-plan',
      version: 1,
      name: 'Two cells',
      models: [{ model: 'selfie-segmentation' }],
      engines: [{ engine: 'ort-wasm', threads: 1 }],
      runs: { atLeast: 5, seconds: 0, warmUpSeconds: 1 },
      seed: 1,
    }),
  );
  await page.locator('input[type=file]').setInputFiles(plan);
  await page.getByRole('button', { name: 'Run 2 cells' }).click();
  await expect(page.getByText('1 of 2 cells')).toBeVisible();
  await keep(page, 'bench-running');
  await page.reload();
  await expect(page.getByText('“Two cells” was broken off after 1 of 2 cells')).toBeVisible();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(table(page).getByRole('row')).toHaveCount(3);
  await expect(table(page)).toContainText('agrees');
  await expect(page.getByText('went on after a reload')).toBeVisible();
  await keep(page, 'bench-report');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: /^JSON of/ }).click();
  const report = JSON.parse(readFileSync(await (await saved).path(), 'utf8')) as { results: unknown[] };
  expect(report.results).toHaveLength(2);
  expect(ours(said)).toEqual([]);
});

test('reports lie beside each other with ratios, are sorted and filtered by keyboard, and go into a link', async ({
  page,
}, info) => {
  const said = complaints(page);
  await openBench(page);
  const paths = [someReport(15), someReport(15, { seed: 2, factor: 2 })].map((report, i) => {
    const path = info.outputPath(`report-${i}.json`);
    writeFileSync(path, JSON.stringify(report));
    return path;
  });
  await page.locator('input[type=file]').setInputFiles(paths);
  await expect(table(page).getByRole('row')).toHaveCount(31);
  await expect(table(page).getByRole('row').last()).toContainText(/(1\.9|2)\d*× \(/);
  await page.getByRole('button', { name: 'Median (ms)' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'Median (ms)' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await page.getByLabel('Filter rows').fill('centernet webgpu');
  await expect(page.getByText('2 of 30 rows')).toBeVisible();
  await keep(page, 'bench-overlay');
  await page.getByRole('button', { name: /^Link of report-0/ }).click();
  await expect(page).toHaveURL(/#report=/);
  await page.reload();
  await expect(table(page).getByRole('row')).toHaveCount(16);
  expect(said).toEqual([]);
});

test('what is no report is a plain sentence', async ({ page }, info) => {
  await openBench(page);
  const path = info.outputPath('newer.json');
  writeFileSync(path, JSON.stringify({ ...someReport(1), version: 9 }));
  await page.locator('input[type=file]').setInputFiles(path);
  await expect(page.getByRole('alert')).toContainText('schema version 9');
  await page.goto('/bench#report=AAAA');
  await expect(page.getByRole('alert')).toContainText('copy it whole');
});

test('it fits the width of a small phone', async ({ page }, info) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openBench(page);
  const path = info.outputPath('report.json');
  writeFileSync(path, JSON.stringify(someReport(15)));
  await page.locator('input[type=file]').setInputFiles(path);
  await expect(table(page)).toBeVisible();
  const overflowPx = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflowPx).toBeLessThanOrEqual(0);
  await keep(page, 'bench-phone');
});
