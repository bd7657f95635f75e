/** What is where in a segmented picture: named under the pointer and the crosshair, live and in a pause. */
import { expect, test } from '@playwright/test';
import { complaints, keep, modelRuns, violations } from './page.ts';

test('classes are named where the pointer is, and by keys, also in a pause', async ({ page }) => {
  const said = complaints(page);
  await page.goto('/?source=scene&task=segmentation&engine=ort-wasm');
  await modelRuns(page);
  const names = await page.locator('vt-legend .name').allTextContents();
  const tip = page.locator('vt-class-pointer .tip');
  const box = (await page.locator('vt-stage canvas').boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 4);
  await expect(tip).toHaveText(/\S/);
  expect(names).toContain((await tip.textContent())!.trim());
  await page.keyboard.press('Space');
  await expect(page.locator('vt-stage .paused')).toBeVisible();
  await page.mouse.move(box.x + box.width / 2, box.y + 0.8 * box.height);
  // The road lies below the sky, whatever the model makes of the rest.
  await expect(tip).toHaveText(/road/);
  await keep(page, 'pointing');
  await page.mouse.move(0, 0);
  await expect(tip).toHaveCount(0);
  await page.locator('vt-class-pointer .layer').focus();
  await page.keyboard.press('ArrowDown');
  await expect(tip).toHaveText(/\S/);
  await expect(page.locator('vt-class-pointer .said')).toHaveText((await tip.textContent())!.trim());
  await keep(page, 'crosshair');
  expect(said).toEqual([]);
  expect(await violations(page)).toEqual([]);
});

test('what both models see at a point is named together where their pictures lie over each other', async ({
  page,
}) => {
  await page.goto('/compare?source=scene&task=segmentation&a.engine=ort-wasm&b.engine=ort-wasm');
  await expect(page.locator('vt-meter').last()).toContainText('warm');
  // Also before the two have shown the same frame, which a slow machine takes its time for.
  const box = (await page.locator('vt-compare .pictures').boundingBox())!;
  await page.mouse.move(box.x + box.width / 2 + 20, box.y + box.height / 4);
  await expect(page.locator('vt-class-pointer .tip')).toHaveText(/A: \S.*B: \S/s);
  await keep(page, 'pointing-at-both');
});
