/** Following and counting on the built-in scene, as a person does it: by mouse, and by keys alone. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { complaints, keep, modelRuns } from './page.ts';

test('a line is drawn by mouse, counts are kept and saved as a table', async ({ page }) => {
  const said = complaints(page);
  await page.goto('/?source=scene&task=detection&engine=ort-wasm&score=0.3');
  await modelRuns(page);
  await page.getByRole('button', { name: 'Add a line' }).click();
  const picture = await page.locator('vt-stage canvas').first().boundingBox();
  if (!picture) throw new Error('no picture');
  const at = (x: number, y: number) =>
    [picture.x + x * picture.width, picture.y + y * picture.height] as const;
  // Across the street from kerb to kerb and over both pavements: people and cars come and go over it, slowly enough in
  // the picture to be followed at a frame or two in a second.
  await page.mouse.move(...at(0.03, 0.58));
  await page.mouse.down();
  await page.mouse.move(...at(0.5, 0.58), { steps: 4 });
  await page.mouse.move(...at(0.97, 0.58), { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/tracking=1.*lines=\d+-\d+-\d+-\d+/);
  await expect(page.locator('vt-look-panel')).toContainText('Show where they came from');
  await expect(page.locator('vt-counting table')).toContainText(/Line 1\s*in [1-9]\d* · out|out [1-9]/);
  await keep(page, 'counting');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save counts (CSV)' }).click();
  const table = await readFile(await (await download).path(), 'utf8');
  expect(table).toMatch(/^time,in picture,least,most,line 1 in,line 1 out\r\n20\d\d-/);
  await page.reload();
  await modelRuns(page);
  await expect(page.locator('vt-counting table')).toContainText('Line 1');
  expect(said).toEqual([]);
});

test('a zone is placed, moved and removed by keys', async ({ page }) => {
  await page.goto('/?source=scene&task=detection&engine=ort-wasm');
  await modelRuns(page);
  await page.getByRole('button', { name: 'Add a zone' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/zones=300-400-/);
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(/zones=280-400-/);
  await keep(page, 'counting-zone');
  await page.getByRole('button', { name: 'Remove Zone 1' }).click();
  await expect(page).not.toHaveURL(/zones=/);
});
