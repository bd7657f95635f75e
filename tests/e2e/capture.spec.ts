/** What leaves the page as a file: a video, and results as data. */
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { complaints, keep, modelRuns } from './page.ts';

async function saved(page: Page, button: string | RegExp) {
  const download = page.waitForEvent('download');
  await page.locator('vt-capture').getByRole('button', { name: button }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

test('a video and results are saved', async ({ page }) => {
  const said = complaints(page);
  await page.goto('/?source=scene&task=detection&engine=ort-wasm');
  await modelRuns(page);
  await page.locator('summary', { hasText: 'Capture' }).click();
  const panel = page.locator('vt-capture');
  await panel.getByRole('button', { name: 'Record a video' }).click();
  await panel.getByRole('button', { name: 'Keep results as data' }).click();
  await expect(panel).toContainText(/([3-9]|\d\d+) frames kept so far/);
  await expect(panel.getByRole('button', { name: /Stop recording \([3-9]|\d\d/ })).toBeVisible();
  await keep(page, 'capture');
  const video = await saved(page, /Stop recording/);
  expect(video.name).toMatch(/^vitrine-[\d-]+\.(webm|mp4)$/);
  // The file plays, as large as the scene, in the browser itself.
  const played = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const element = document.createElement('video');
    element.muted = true;
    element.src = URL.createObjectURL(new Blob([bytes]));
    await element.play();
    await new Promise((resolve) => element.requestVideoFrameCallback(resolve));
    return [element.videoWidth, element.videoHeight];
  }, video.bytes.toString('base64'));
  expect(played).toEqual([960, 540]);

  const lines = (await saved(page, 'Save as JSON lines')).bytes.toString().trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(3);
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ result: { kind: 'boxes' }, frame: { width: 960 } });
  const coco = JSON.parse((await saved(page, 'COCO')).bytes.toString()) as { annotations: unknown[] };
  expect(coco.annotations.length).toBeGreaterThan(0);
  expect(said).toEqual([]);
});
