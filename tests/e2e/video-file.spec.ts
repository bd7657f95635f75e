/** A video file as a source. */
import { expect, test } from '@playwright/test';
import { complaints, keep, meter, modelRuns } from './page.ts';
import { recordVideo } from './record-video.ts';

test('a video file plays over and over under the model', async ({ page }) => {
  const buffer = await recordVideo(page);
  const said = complaints(page);
  await page.goto('/?source=scene&task=detection&engine=ort-wasm');
  await modelRuns(page);
  await page.locator('vt-source-picker label', { hasText: 'File' }).click();
  const file = { name: 'wandering.webm', mimeType: 'video/webm', buffer };
  await page.locator('vt-source-picker input[type=file]').setInputFiles(file);
  await expect(page.locator('vt-stage .chip')).toContainText('wandering.webm · 320 × 240');
  await expect(page.locator('vt-stage .chip')).toContainText('Live');
  // Past its end it goes on.
  await page.waitForTimeout(4000);
  await expect(page.locator('vt-stage .chip')).toContainText('Live');
  await expect(meter(page)).toContainText('warm');
  await keep(page, 'video-file');
  expect(said).toEqual([]);
});

test('a file that is no video is refused in a plain sentence, and the scene can be had again', async ({
  page,
}) => {
  await page.goto('/?source=scene&task=detection&engine=ort-wasm');
  await modelRuns(page);
  await page.locator('vt-source-picker label', { hasText: 'File' }).click();
  const file = { name: 'broken.webm', mimeType: 'video/webm', buffer: Buffer.from('not a video') };
  await page.locator('vt-source-picker input[type=file]').setInputFiles(file);
  await expect(page.getByRole('alert')).toContainText(/./);
  await keep(page, 'broken-video');
  await page.locator('vt-source-picker label', { hasText: 'Scene' }).click();
  await expect(page.locator('vt-stage .chip')).toContainText('Live');
});
