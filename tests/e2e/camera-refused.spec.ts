/** A camera that is there but not allowed. */
import { expect, test } from '@playwright/test';
import { baseFlags, chromiumPath } from '#tests/helpers/chromium.ts';
import { keep } from './page.ts';

test.use({
  launchOptions: {
    executablePath: chromiumPath(),
    args: [...baseFlags, '--use-fake-device-for-media-stream', '--deny-permission-prompts'],
  },
});

test('it is told in a plain sentence, and the page goes on with the scene', async ({ page }) => {
  await page.goto('/?task=detection&engine=ort-wasm');
  await page.getByRole('button', { name: 'Use the camera' }).click();
  await expect(page.getByRole('alert')).toContainText('The camera is not allowed');
  await keep(page, 'camera-refused');
  await page.locator('vt-notice button', { hasText: 'Built-in scene' }).click();
  await expect(page.locator('vt-stage .chip')).toContainText('Live');
});

test('it is not asked for by opening the page, even if the address names it', async ({ page }) => {
  await page.goto('/?source=camera');
  await expect(page.getByRole('button', { name: 'Use the camera' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});
