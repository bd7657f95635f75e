/** A machine without any camera. */
import { expect, test } from '@playwright/test';
import { keep } from './page.ts';

test.use({ permissions: ['camera'] });

test('the page says so and offers something else', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Use the camera' }).click();
  await expect(page.getByRole('alert')).toContainText('No camera found');
  await keep(page, 'camera-missing');
  await page.locator('vt-notice button', { hasText: 'Built-in scene' }).click();
  await expect(page.locator('vt-stage .chip')).toContainText('Live');
});
