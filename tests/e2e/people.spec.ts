/** What makes the page usable for more people: its language, the guide, links and presets, fingers. */
import { expect, test, type Page } from '@playwright/test';
import { complaints, keep } from './page.ts';

test('speaks the language of the address, keeps the one that is chosen, and says so to the browser', async ({
  page,
}) => {
  const said = complaints(page);
  await page.goto('/?lang=de');
  await expect(page.getByRole('button', { name: 'Kamera verwenden' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page).toHaveTitle(/Vitrine: Sehen/);
  await keep(page, 'german');
  await page.getByRole('combobox', { name: 'Sprache' }).selectOption('Français');
  await expect(page.getByRole('button', { name: 'Utiliser la caméra' })).toBeVisible();
  await expect(page).toHaveURL(/lang=fr/);
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Utiliser la caméra' })).toBeVisible();
  expect(said).toEqual([]);
});

test('shows the guide when it is asked for, lets it be skipped, and the help has it again', async ({
  page,
}) => {
  await page.goto('/?guide=1');
  const guide = page.getByRole('dialog', { name: 'Choose what is looked at' });
  await expect(guide).toBeVisible();
  await keep(page, 'guide');
  await guide.getByRole('button', { name: 'Skip' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('?');
  await page.getByRole('button', { name: 'Show the guide again' }).click();
  await expect(guide).toBeVisible();
});

test('uses a preset, copies a link, and the link brings the same settings', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/');
  await page.locator('summary', { hasText: 'Presets and link' }).click();
  await page.getByRole('button', { name: 'Count at a line' }).click();
  await expect(page.getByRole('button', { name: 'Detect', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText('Copied.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/task=detection.*tracking=1.*lines=500-1000-500-0/);
  await page.getByLabel('Name for the present settings').fill('Door');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.goto('/?task=matting');
  await page.locator('summary', { hasText: 'Presets and link' }).click();
  await page.getByRole('button', { name: 'Door', exact: true }).click();
  await expect(page).toHaveURL(/task=detection.*lines=/);
});

test.describe('on a phone', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });

  test('everything to be touched is 44 px high and wide, and nothing is cut off', async ({ page }) => {
    for (const path of ['/', '/?lang=de', '/docs']) {
      await page.goto(path);
      await expect(page.locator('vt-masthead')).toBeVisible();
      expect(await tooSmall(page)).toEqual([]);
      const overflowPx = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflowPx).toBeLessThanOrEqual(0);
    }
    await page.goto('/?lang=de');
    await keep(page, 'phone-german');
  });
});

/** Visible controls below 44 px; links within running text are exempt, as WCAG 2.5.8 has it. */
function tooSmall(page: Page): Promise<string[]> {
  return page.locator('button, select, summary, vt-masthead a, .tab, .switch').evaluateAll((controls) =>
    controls
      .map((control) => ({ control, box: control.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && box.height > 1)
      .filter(({ box }) => box.width < 43.5 || box.height < 43.5)
      .map(
        ({ control, box }) =>
          `${control.localName} ${control.textContent?.trim()} ${box.width}x${box.height}`,
      ),
  );
}
