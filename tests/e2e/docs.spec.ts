/** The documentation as a reader meets it. */
import { expect, test } from '@playwright/test';
import { complaints, keep, violations } from './page.ts';

test('chapters are read, linked with each other, and come back with the address', async ({ page }) => {
  const said = complaints(page);
  await page.goto('/docs');
  const article = page.getByRole('article');
  await expect(article.getByRole('heading', { name: 'Start', exact: true })).toBeVisible();
  await expect(article.getByRole('img')).toHaveJSProperty('complete', true);
  await keep(page, 'docs');

  const chapters = page.getByRole('navigation', { name: 'Chapters' });
  await chapters.locator('summary', { hasText: 'Models' }).click();
  await chapters.getByRole('link', { name: 'CGNet' }).first().click();
  await expect(page).toHaveURL(/\/docs\?read=models\/cgnet$/);
  await expect(article).toContainText('CamVid');
  await expect(page).toHaveTitle(/CGNet/);
  await page.goBack();
  await expect(article.getByRole('heading', { name: 'Start', exact: true })).toBeVisible();

  await page.goto('/docs?read=guide/tasks#count-who-passes');
  await expect(article.getByRole('heading', { name: 'Count who passes' })).toBeInViewport();
  expect(said).toEqual([]);
});

test('the example of the elements runs in its chapter, and ends with it', async ({ page }) => {
  const said = complaints(page);
  await page.goto('/docs?read=guide/elements');
  const example = page.locator('vt-live-example');
  await example.getByRole('button', { name: 'Run the example here' }).click();
  await expect(example.locator('vt-stage .readout')).toHaveText(/The person covers/);
  await expect(example.locator('vt-meter')).toContainText('first run');
  await keep(page, 'docs-example');
  expect(said).toEqual([]);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('navigation', { name: 'Chapters' }).getByRole('link', { name: 'Privacy' }).click();
  await expect(example).toHaveCount(0);
  await expect.poll(() => page.workers().length).toBe(0);
});

test('every chapter passes axe and fits a small phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/docs');
  const links = page.locator('vt-docs .chapters a');
  await expect(links.first()).toBeAttached();
  const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  expect(addresses.length).toBeGreaterThan(30);
  const faults: string[] = [];
  for (const address of addresses) {
    await page.evaluate((href) => {
      history.pushState(null, '', href);
      dispatchEvent(new PopStateEvent('popstate'));
    }, address);
    const id = new URL(address, 'http://here').searchParams.get('read');
    await expect(page.locator(`vt-docs .chapters a[aria-current=page][href$="${id}"]`)).toHaveCount(1);
    await expect(page.getByRole('article')).toBeVisible();
    const isWide = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth > clientWidth;
    });
    if (isWide) faults.push(`${address}: wider than the page`);
    faults.push(...(await violations(page)).map((one) => `${address}: ${one}`));
  }
  expect(faults).toEqual([]);
});
