/** What works on any machine, with nothing but the embedded models and the built-in scene. */
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { complaints, keep, meter, modelRuns, readout } from './page.ts';

test('the page opens on a choice and loads neither worker nor runtime before it', async ({ page }) => {
  const said = complaints(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Use the camera' })).toBeVisible();
  await expect(page.getByText('Looking for models')).toHaveCount(0);
  await keep(page, 'first-page');
  expect(page.workers()).toHaveLength(0);
  expect(asked.filter((path) => /\.(wasm|onnx|tflite)$|worker|ort|tasks-vision/.test(path))).toEqual([]);
  expect(said).toEqual([]);
});

test('objects are found in the built-in scene, with figures and their conditions', async ({ page }) => {
  const said = complaints(page);
  await page.goto('/?task=detection&engine=ort-wasm');
  await page.getByRole('button', { name: 'Built-in scene' }).click();
  await modelRuns(page);
  await expect(readout(page)).toHaveText(/\d+ × (car|person)/);
  await expect(meter(page)).toContainText(/ONNX Runtime on WASM.*fp32.*input \d+ × \d+.*thread/s);
  await expect(page.locator('vt-legend li').first()).toBeVisible();
  await keep(page, 'scene-detection');
  expect(said).toEqual([]);
});

test('the portrait matte runs on the scene, and each background can be chosen while it is live', async ({
  page,
}) => {
  const said = complaints(page);
  await page.goto('/?source=scene&task=matting&engine=ort-wasm');
  await modelRuns(page);
  await expect(readout(page)).toHaveText(/The person covers \S+ % of the picture/);
  for (const background of ['As is', 'Green', 'Matte', 'Blur']) {
    await page.locator('vt-look-panel label', { hasText: background }).click();
    await expect(page.getByRole('radio', { name: background })).toBeChecked();
  }
  await expect(page.locator('vt-stage .chip')).toContainText('Live');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await keep(page, 'scene-portrait');
  expect(said).toEqual([]);
});

test('a reload keeps the settings and goes on', async ({ page }) => {
  await page.goto('/?source=scene&task=detection&engine=ort-wasm');
  await modelRuns(page);
  await page.getByRole('button', { name: 'Mirror' }).click();
  await page.locator('vt-look-panel input[type=range]').first().fill('0.6');
  await page.locator('vt-model-picker select').nth(1).selectOption({ index: 0 });
  await expect(page).toHaveURL(/task=detection.*size=\d+x\d+.*source=scene.*mirror=1.*score=0\.6/);
  await page.reload();
  await modelRuns(page);
  await expect(page.getByRole('button', { name: 'Mirror' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('vt-look-panel')).toContainText('60 %');
  await expect(page.getByRole('button', { name: 'Detect' })).toHaveAttribute('aria-pressed', 'true');
});

test('keys choose tasks, pause, mirror, save and help', async ({ page }) => {
  await page.goto('/?source=scene&task=matting&engine=ort-wasm');
  await expect(page.locator('vt-stage .chip')).toContainText('Live');
  await page.keyboard.press('3');
  await expect(page.getByRole('button', { name: 'Detect' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('m');
  await expect(page.getByRole('button', { name: 'Mirror' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Space');
  await expect(page.locator('vt-stage .chip')).toContainText('Paused');
  await page.keyboard.press('Space');
  await expect(page.locator('vt-stage .chip')).toContainText('Live');
  const download = page.waitForEvent('download');
  await page.keyboard.press('s');
  expect((await download).suggestedFilename()).toMatch(/^vitrine-[\d-]+\.png$/);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys and privacy' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a saved picture shows what was found, and can be opened as a source', async ({ page }) => {
  await page.goto('/?source=scene&task=detection&engine=ort-wasm');
  await expect(readout(page)).toHaveText(/\d+ × (car|person)/);
  await page.keyboard.press('Space');
  await expect(page.locator('vt-stage .chip')).toContainText('Paused');
  const download = page.waitForEvent('download');
  await page.keyboard.press('s');
  const path = await (await download).path();
  // The scene's own size (src/media).
  const picture = sharp(path);
  expect(await picture.metadata()).toMatchObject({ format: 'png', width: 960, height: 540 });
  await page.locator('vt-source-picker label', { hasText: 'File' }).click();
  await page.locator('vt-source-picker input[type=file]').setInputFiles({
    name: 'saved.png',
    mimeType: 'image/png',
    buffer: await picture.toBuffer(),
  });
  await expect(page.locator('vt-stage .chip')).toContainText(/Paused|Live/);
  await expect(page.locator('vt-stage .chip')).toContainText('saved.png · 960 × 540');
  await expect(page).toHaveURL(/source=image/);
});

test('an unreadable model file is a plain sentence, and the next one runs', async ({ page }) => {
  await page.route('**/models/*.onnx', (route) => route.fulfill({ body: 'not a model' }));
  await page.goto('/?source=scene&task=detection&engine=ort-wasm');
  await expect(page.getByRole('alert')).toContainText(/./);
  await keep(page, 'broken-model');
  await page.unroute('**/models/*.onnx');
  await page.getByRole('button', { name: 'Try again' }).click();
  await modelRuns(page);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('it is usable at the width of a small phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/?source=scene&task=detection&engine=ort-wasm');
  await modelRuns(page);
  const overflowPx = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflowPx).toBeLessThanOrEqual(0);
  await keep(page, 'phone');
});
