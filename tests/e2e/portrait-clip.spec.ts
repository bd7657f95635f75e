/** Bar 8, the portrait clip: a person is detected, and the matte covers them. */
import { expect, test } from '@playwright/test';
import { canvasGrid, complaints, keep, modelRuns, openCamera, readout, withClip } from './page.ts';

const { isThere, launchOptions } = await withClip('portrait');
test.skip(!isThere, 'needs ../shared/data/clips (or VITRINE_DATA)');
test.use({ launchOptions, permissions: ['camera'] });

test('a person is detected', async ({ page }) => {
  const said = complaints(page);
  await openCamera(page, '?task=detection&engine=ort-wasm&frame=640x480');
  await modelRuns(page);
  await expect(readout(page)).toHaveText(/1 × person/);
  await keep(page, 'portrait-detection');
  expect(said).toEqual([]);
});

test('the matte covers the person and not what is behind', async ({ page }) => {
  const said = complaints(page);
  await openCamera(page, '?task=matting&engine=ort-wasm&frame=640x480&background=matte');
  await modelRuns(page);
  // Head and shoulders fill a fifth to two fifths of this clip (looked at frame by frame).
  await expect
    .poll(async () => Number.parseInt((await readout(page).textContent())?.match(/\d+/)?.[0] ?? '0', 10))
    .toBeGreaterThan(12);
  const coverage = Number.parseInt((await readout(page).textContent())?.match(/\d+/)?.[0] ?? '0', 10);
  expect(coverage).toBeLessThan(45);
  await keep(page, 'portrait-matte');
  // The matte view is white where the person is: the face at the middle, the shelves
  // at both sides not. The uppermost rows hold captions, the outer columns what is beside the picture.
  const grid = await canvasGrid(page, 16, 12);
  const face = [7, 8].flatMap((x) => [6, 7, 8, 9].map((y) => grid[y]?.[x] ?? 0));
  const shelves = [3, 4, 11, 12].flatMap((x) => [3, 4, 5].map((y) => grid[y]?.[x] ?? 255));
  expect(Math.min(...face)).toBeGreaterThan(200);
  expect(Math.max(...shelves), grid.join('\n')).toBeLessThan(40);
  await page.locator('vt-look-panel label', { hasText: 'Green' }).click();
  await expect(page.getByRole('radio', { name: 'Green' })).toBeChecked();
  await page.waitForTimeout(1500);
  await keep(page, 'portrait-green');
  expect(said).toEqual([]);
});

test('the camera is remembered: the next visit starts by itself', async ({ page }) => {
  await openCamera(page, '?task=detection&engine=ort-wasm&frame=640x480');
  await page.goto('/?task=detection&engine=ort-wasm&frame=640x480');
  await expect(page.locator('vt-stage .chip')).toContainText('Live');
});
