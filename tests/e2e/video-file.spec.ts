/** A video file as a source: recorded here by the browser itself, so that its codecs are those that it plays. */
import { expect, test, type Page } from '@playwright/test';
import { complaints, keep, meter, modelRuns } from './page.ts';

/** About two seconds of a square that wanders over a grey picture, as WebM. */
async function recordVideo(page: Page): Promise<Buffer> {
  await page.goto('/');
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 320, height: 240 });
    const context = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm' });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const isOver = new Promise((resolve) => (recorder.onstop = resolve));
    recorder.start();
    for (let i = 0; i < 40; i++) {
      context?.fillRect(0, 0, 320, 240);
      context?.clearRect(i * 6, 80, 60, 60);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    recorder.stop();
    await isOver;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  });
  return Buffer.from(base64, 'base64');
}

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
