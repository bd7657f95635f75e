/** Two configurations on the same frames, and several sources at once: with the built-in scene and embedded models. */
import { expect, test } from '@playwright/test';
import { complaints, keep } from './page.ts';

const side = (name: 'a' | 'b') => `${name}.engine=ort-wasm&${name}.size=256x256`;

test('a model compared with itself agrees wholly, and the divider moves by keys and by touch', async ({
  page,
}) => {
  const said = complaints(page);
  await page.goto(`/compare?source=scene&task=matting&${side('a')}&${side('b')}`);
  await expect(page.locator('vt-compare .agreement')).toContainText('100.0 % agreement', { timeout: 60_000 });
  await expect(page.getByRole('group', { name: 'Meter' })).toHaveCount(2);
  const divider = page.getByRole('slider', { name: 'Divider between A and B' });
  await expect(divider).toHaveAttribute('aria-valuenow', '50');
  await divider.press('ArrowLeft');
  await expect(divider).toHaveAttribute('aria-valuenow', '48');
  await divider.press('End');
  await expect(divider).toHaveAttribute('aria-valuenow', '100');
  const box = (await page.locator('vt-divider').boundingBox())!;
  await page.mouse.click(box.x + box.width / 4, box.y + box.height / 2);
  await expect(divider).toHaveAttribute('aria-valuenow', '25');
  await keep(page, 'compare');
  await page.getByRole('button', { name: 'Difference' }).click();
  await expect(page.getByRole('img', { name: 'Where A and B differ' })).toBeVisible();
  await expect(page).toHaveURL(/a\.model=.*b\.model=.*view=difference/);
  expect(said).toEqual([]);
});

test('two tasks on one source both run, within a budget that a person sets', async ({ page }) => {
  const said = complaints(page);
  await page.goto('/several?scene=detection,matting');
  const figures = page.locator('vt-pane p.figures');
  await expect(figures).toHaveCount(2);
  for (const index of [0, 1])
    await expect(figures.nth(index)).toContainText(/\d fps\s+inference \d/, { timeout: 150_000 });
  await page.getByLabel('Most frames a second of each source').fill('1');
  await expect(page.locator('output[for=fps]')).toHaveText('1');
  await keep(page, 'several');
  await page.getByRole('button', { name: /^Close / }).click();
  await expect(page.locator('vt-pane')).toHaveCount(0);
  expect(said).toEqual([]);
});

test('alone in a page, the element names what its attributes ask for and there is not', async ({ page }) => {
  await page.goto('/compare');
  await expect(page.getByRole('heading', { name: 'Compare' })).toBeVisible();
  await page.evaluate(() => {
    const element = document.createElement('vt-compare');
    const attributes = { source: 'scene', query: 'task=segmentation', a: 'model=cgnet', b: 'model=cgnets' };
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    document.body.replaceChildren(element);
  });
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('told something that it does not know');
  await alert.getByText('Details', { exact: true }).click();
  await expect(alert).toContainText('b: there is no model "cgnets"');
  await expect(page.locator('vt-stage')).toHaveCount(2);
  await keep(page, 'compare-attribute');
});
