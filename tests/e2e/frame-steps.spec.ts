/** A video file frame by frame, as a person does it: keys, and masks of every frame to the end without a gap. */
import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { expect, test } from '@playwright/test';
import { numberedClip } from '#tests/helpers/numbered-clip.ts';
import { complaints, keep, modelRuns } from './page.ts';

/** 30 frames a second of which a recorder lost some. */
const TIMES_MS = [0, 33, 67, 100, 167, 200, 233, 267, 300, 333, 433, 467, 500, 533, 567, 700, 733, 767];

test('a video is stepped through by keys, and masks of all its frames are saved', async ({ page }) => {
  test.slow();
  const said = complaints(page);
  await page.goto('/?source=scene&task=matting&engine=ort-wasm');
  await modelRuns(page);
  const bytes = await page.evaluate(numberedClip, TIMES_MS).then((clip) => Object.values(clip));
  await page.locator('vt-source-picker label', { hasText: 'File' }).click();
  await page.locator('vt-source-picker input[type=file]').setInputFiles({
    name: 'numbers.webm',
    mimeType: 'video/webm',
    buffer: Buffer.from(bytes),
  });
  await expect(page.locator('vt-stage .chip')).toContainText('numbers.webm');
  const steps = page.locator('vt-steps');
  await page.keyboard.press('.');
  await expect(page.locator('vt-stage .paused')).toBeVisible();
  await expect(async () => {
    await page.keyboard.press(',');
    await expect(steps).toContainText('first frame', { timeout: 1000 });
  }).toPass();
  for (const timeMs of [33, 67, 100, 167]) {
    await page.keyboard.press('.');
    await expect(steps).toContainText(`${(timeMs / 1000).toFixed(3)} s`);
  }
  await keep(page, 'frame-steps');

  await page.locator('summary', { hasText: 'Capture' }).click();
  await page.getByRole('button', { name: 'Keep masks (PNG)' }).click();
  await page.getByRole('button', { name: 'Every frame to the end' }).click();
  await expect(steps).toContainText('0.767 s', { timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'Every frame to the end' })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save masks (zip)' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^vitrine-masks-[\d-]+\.zip$/);
  const names = Object.keys(unzipSync(await readFile(await file.path())));
  const times = names.flatMap((name) => /-([\d.]+)s\.png$/.exec(name)?.[1] ?? []).map(Number);
  // The frame at which it began may be among them: it is shown once more for its map.
  const rest = TIMES_MS.slice(5).map((ms) => ms / 1000);
  expect(times.slice(-rest.length)).toEqual(rest);
  expect(names).toContain('classes.json');
  expect(said).toEqual([]);
});
