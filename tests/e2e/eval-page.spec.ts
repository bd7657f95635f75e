/** The page Evaluate: the pack, a folder of one's own, and stopping half way. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import sharp from 'sharp';
import { complaints, keep, violations } from './page.ts';

async function openPage(page: Page, model: RegExp): Promise<void> {
  await page.goto('/evaluate');
  const options = page.getByLabel('Model').locator('option');
  await expect(options.filter({ hasText: model }).first()).toBeAttached();
  await page.getByLabel('Model').selectOption({
    value: (await options.filter({ hasText: model }).first().getAttribute('value')) ?? '',
  });
}

const value = (page: Page, measure: string) =>
  page
    .getByRole('row', { name: new RegExp(`^${measure}`) })
    .first()
    .locator('td')
    .first();

test('the pack gives figures beside the time, the worst pictures, and a report to save', async ({ page }) => {
  const said = complaints(page);
  await openPage(page, /selfie/i);
  await page.getByRole('button', { name: 'Use the rendered pack' }).click();
  await expect(page.getByRole('heading', { name: /on 18 pictures \(pack\)/ })).toBeVisible();
  expect(Number(await value(page, 'SAD').textContent())).toBeGreaterThan(0);
  expect(Number(await value(page, 'inference p50').textContent())).toBeGreaterThan(0);
  const worst = page.getByRole('figure').getByRole('img');
  await expect(worst).toHaveCount(6);
  await expect.poll(() => worst.first().evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(3 * 480);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as JSON' }).click(),
  ]);
  const report = JSON.parse(readFileSync(await download.path(), 'utf8')) as {
    schema: string;
    figures: unknown[];
  };
  expect(report.schema).toBe('vitrine-evaluation-report');
  expect(report.figures).toHaveLength(5);
  expect(await violations(page)).toEqual([]);
  await keep(page, 'evaluate-pack');
  expect(said).toEqual([]);
});

/** A picture without anybody, and the matte that says so. */
async function labelledFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-labelled-'));
  const picture = (grey: number) =>
    sharp({
      create: { width: 64, height: 48, channels: 3, background: { r: grey, g: grey, b: grey } },
    }).png();
  await picture(120).toFile(join(folder, 'a.png'));
  mkdirSync(join(folder, 'truth'));
  await picture(0).toFile(join(folder, 'truth/a.png'));
  const samples = [{ image: 'a.png', matte: 'truth/a.png' }];
  writeFileSync(join(folder, 'vitrine.json'), JSON.stringify({ version: 1, kind: 'alpha-matte', samples }));
  return folder;
}

/** As a person drags it there from the desktop; what a script can put together in the page has no folders. */
async function dropFolder(page: Page, onto: Locator, folder: string): Promise<void> {
  const { x, y, width, height } = (await onto.boundingBox())!;
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await client.send('Input.dispatchDragEvent', { type, x: x + width / 2, y: y + height / 2, data });
  }
}

test('a folder that is dropped is measured, with what lies in folders below it', async ({ page }) => {
  const folder = await labelledFolder();
  try {
    await openPage(page, /selfie/i);
    await dropFolder(page, page.getByText(/A labelled folder/), folder);
    await expect(page.getByText('3 files')).toBeVisible();
    await page.getByRole('button', { name: 'Use the folder' }).click();
    await expect(page.getByRole('heading', { name: /on 1 pictures \(vitrine-json\)/ })).toBeVisible();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a folder that says what it is gives figures; one that does not says what there is', async ({
  page,
}) => {
  const folder = await labelledFolder();
  try {
    await openPage(page, /selfie/i);
    await page.getByLabel(/A labelled folder/).setInputFiles(folder);
    await page.getByRole('button', { name: 'Use the folder' }).click();
    await expect(page.getByRole('heading', { name: /on 1 pictures \(vitrine-json\)/ })).toBeVisible();
    rmSync(join(folder, 'vitrine.json'));
    await page.getByLabel(/A labelled folder/).setInputFiles(folder);
    await page.getByRole('button', { name: 'Use the folder' }).click();
    await expect(page.getByRole('alert')).toContainText('laid out in no way that is known here');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('an evaluation can be cancelled, and the next one begins', async ({ page }) => {
  await openPage(page, /cgnet/i);
  await page.getByRole('button', { name: 'Use the rendered pack' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Use the rendered pack' })).toBeEnabled();
  await expect(page.getByRole('alert')).toHaveCount(0);
});
