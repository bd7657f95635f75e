/** The kiosk as visitors and its operator meet it, with the built-in scene and embedded models only. */
import { expect, test } from '@playwright/test';
import { hashPin } from '#kiosk/pin.ts';
import { isLive, openWall } from './kiosk-page.ts';
import { canvasGrid, complaints, keep, violations } from './page.ts';

const scene = (id: string, model: string, text: string) => ({
  id,
  source: { kind: 'scene' },
  model,
  engines: ['ort-wasm'],
  cards: [{ en: text }],
  durationS: 3600,
});

const wall = {
  version: 1,
  playlist: [
    scene('portrait', 'selfie-segmentation', 'First scene.'),
    scene('objects', 'yolox-nano', 'Second scene.'),
  ],
  privacyNotice: { en: 'Nothing is recorded.' },
};

test('a wall shows picture, card and privacy notice, and nothing to press', async ({ page }) => {
  const said = complaints(page);
  await openWall(page, wall);
  await isLive(page);
  await expect(page.getByText('First scene.')).toBeVisible();
  await expect(page.getByText('Nothing is recorded.')).toBeVisible();
  await expect(page.getByRole('button')).toHaveCount(0);
  const greys = (await canvasGrid(page, 8, 8)).flat();
  expect(Math.max(...greys) - Math.min(...greys)).toBeGreaterThan(40);
  await keep(page, 'kiosk');
  expect(said).toEqual([]);
});

test('keys go through the scenes, and a reload resumes where it was', async ({ page }) => {
  await openWall(page, wall);
  await isLive(page);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('Second scene.')).toBeVisible();
  await isLive(page);
  await page.reload();
  await expect(page.getByText('Second scene.')).toBeVisible();
  await isLive(page);
});

test('a scene whose model is broken is passed over, without a word about it', async ({ page }) => {
  await page.route('**/models/selfie*', (route) => route.fulfill({ body: 'not a model' }));
  await openWall(page, wall);
  await isLive(page);
  await expect(page.getByText('Second scene.')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a configuration that is not valid is refused with its line', async ({ page }) => {
  await openWall(page, { ...wall, privacyNotice: { en: '<b>Nothing</b>' } });
  await expect(page.getByRole('alert')).toContainText(/line 1, column \d+.*HTML/);
  await page.goto('/kiosk?config=/kiosk/test.json&lang=de');
  await expect(page.getByRole('alert')).toContainText(/Zeile 1, Spalte \d+.*HTML: Lassen Sie < und > weg\./);
  expect(await violations(page)).toEqual([]);
  await keep(page, 'kiosk-refused');
});

test('the operator reads what happened in the language of the page', async ({ page }) => {
  await openWall(page, { ...wall, pin: await hashPin('7391') });
  await page.goto('/kiosk?config=/kiosk/test.json&lang=ja');
  await isLive(page);
  await page.keyboard.press('Escape');
  await page.getByLabel('PIN').fill('7391');
  await page.keyboard.press('Enter');
  const log = page.locator('vt-kiosk-exit ol');
  await expect(log).toContainText('ページが読み込まれました。');
  expect(await violations(page)).toEqual([]);
});

test('the way out is behind a PIN', async ({ page }) => {
  await openWall(page, { ...wall, pin: await hashPin('7391') });
  await isLive(page);
  await page.keyboard.press('Escape');
  await page.getByLabel('PIN').fill('0000');
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(page.getByRole('status')).toContainText('Not that PIN.');
  await page.getByLabel('PIN').fill('7391');
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(page.getByRole('list', { name: 'What happened last' })).toContainText('opened');
  await page.getByRole('button', { name: 'Leave the kiosk' }).click();
  await expect(page).toHaveURL('/');
});

test('without a PIN nobody gets out', async ({ page }) => {
  await openWall(page, wall);
  await isLive(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('outside opening hours camera and worker are off, and a card says so', async ({ page }) => {
  const schedule = { zone: 'UTC', open: [{ days: [weekdayIn(2)], from: '09:00', to: '10:00' }] };
  await openWall(page, { ...wall, schedule, closedCard: { en: 'Open tomorrow.' } });
  await expect(page.getByText('Open tomorrow.')).toBeVisible();
  expect(page.workers()).toHaveLength(0);
});

function weekdayIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000)
    .toLocaleDateString('en-GB', { weekday: 'short', timeZone: 'UTC' })
    .toLowerCase();
}
