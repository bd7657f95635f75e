/** Several sources kept in the address: opened again, it shows the same. */
import { expect, test } from '@playwright/test';
import { complaints, keep } from './page.ts';

test('panes, models and the budget come back from the address', async ({ page }) => {
  const said = complaints(page);
  await page.goto('/several?1=scene&1.1=detection&1.1.engine=ort-wasm&1.1.threads=1&fps=5');
  const figures = page.locator('vt-pane p.figures');
  await expect(figures).toContainText(/inference \d/);
  await expect(page).toHaveURL(/1=scene&1\.1=detection&1\.1\.model=[a-z].*1\.1\.engine=ort-wasm.*fps=5/);
  await expect(page.getByRole('button', { name: 'Copy link' })).toBeVisible();
  const address = page.url();
  await keep(page, 'several-address');
  await page.goto('/');
  await page.goto(address);
  await expect(figures).toContainText(/inference \d/);
  expect(page.url()).toBe(address);
  await page.getByRole('button', { name: /^Close / }).click();
  await expect(page).toHaveURL(/\/several\?fps=5$/);
  expect(said).toEqual([]);
});
