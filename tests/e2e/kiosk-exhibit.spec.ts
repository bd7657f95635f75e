/** The kiosk as an exhibitor sets it up: turned, with logo and colours, texts in many scripts, figures sent. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { hashPin } from '#kiosk/pin.ts';
import { plainWall } from '#tests/helpers/plain-wall.ts';
import { isLive, openWall } from './kiosk-page.ts';
import { complaints, keep, violations } from './page.ts';

const logo =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60"><rect width="200" height="60" fill="#e0b040"/></svg>';

const [portrait] = plainWall.playlist;
const twoScenes = {
  ...plainWall,
  playlist: [
    { ...portrait, cards: [{ en: 'First scene.' }] },
    { ...portrait, id: 'second', cards: [{ en: 'Second scene.' }], transition: 'fade' },
  ],
};

const style = (page: Page, selector: string, name: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), name);

test('the operator reads the dialog upright on a turned wall, and gets from it to the editor', async ({
  page,
}) => {
  const said = complaints(page);
  await openWall(page, { ...plainWall, orientation: 270, pin: await hashPin('7391') });
  await isLive(page);
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('PIN')).toBeVisible();
  expect(await style(page, 'vt-kiosk-exit dialog', 'rotate')).toBe('270deg');
  await page.getByLabel('PIN').fill('7391');
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(page.getByRole('button', { name: 'Kiosk status' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await keep(page, 'kiosk-turned-dialog');
  await page.getByRole('button', { name: 'Kiosk editor' }).click();
  await expect(page).toHaveURL(/\/kiosk\/edit\?config=\/kiosk\/test\.json/);
  await expect(page.getByRole('textbox', { name: 'Text', exact: true })).toHaveValue(/"orientation":270/);
  expect(said).toEqual([]);
});

test('logo and colours are those of the house', async ({ page }) => {
  const said = complaints(page);
  await page.route('**/kiosk/logo.svg', (route) =>
    route.fulfill({ body: logo, contentType: 'image/svg+xml' }),
  );
  await openWall(page, {
    ...twoScenes,
    branding: { logo: '/kiosk/logo.svg', ground: '#203040', ink: '#ffe9c0', accent: '#e0b040' },
  });
  await isLive(page);
  await expect(page.locator('vt-kiosk img.logo')).toBeVisible();
  expect(await style(page, 'vt-kiosk', 'background-color')).toBe('rgb(32, 48, 64)');
  expect(await style(page, 'vt-kiosk .words', 'border-inline-start-color')).toBe('rgb(224, 176, 64)');
  expect(await violations(page)).toEqual([]);
  await keep(page, 'kiosk-branding');
  expect(said).toEqual([]);
});

test('words are set in the font of the house, which this site serves', async ({ page }) => {
  const said = complaints(page);
  const body = readFileSync(resolve('node_modules/@vladmandic/human/assets/lato-light.woff2'));
  await page.route('**/kiosk/house.woff2', (route) => route.fulfill({ body, contentType: 'font/woff2' }));
  await openWall(page, { ...twoScenes, branding: { font: '/kiosk/house.woff2' } });
  await isLive(page);
  const words = page.getByText('First scene.');
  await expect.poll(() => style(page, 'vt-kiosk .words', 'font-family')).toMatch(/^kiosk,/);
  const widths = await words.evaluate((element) => {
    const width = () => element.getBoundingClientRect().width;
    const inHouse = width();
    const [face] = [...document.fonts].filter(({ family }) => family === 'kiosk');
    if (face) document.fonts.delete(face);
    return { inHouse, inSystem: width(), status: face?.status };
  });
  expect(widths.status).toBe('loaded');
  // Lato Light runs narrower than the system's fonts: the words were really set in it.
  expect(widths.inHouse).not.toBeCloseTo(widths.inSystem, 0);
  expect(said).toEqual([]);
});

test('a font that cannot be had leaves the words in the system’s', async ({ page }) => {
  await page.route('**/kiosk/house.woff2', (route) => route.fulfill({ status: 404 }));
  await openWall(page, { ...twoScenes, branding: { font: '/kiosk/house.woff2' } });
  await isLive(page);
  await expect(page.getByText('First scene.')).toBeVisible();
  expect(await style(page, 'vt-kiosk .words', 'font-family')).not.toMatch(/^kiosk/);
});

test('texts of a script from right to left run that way', async ({ page }) => {
  await openWall(page, { ...plainWall, privacyNotice: { ar: 'لا يتم تسجيل أي شيء.' } });
  await isLive(page);
  const notice = page.getByText('لا يتم تسجيل');
  await expect(notice).toHaveAttribute('lang', 'ar');
  expect(await notice.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
});

test('a finger that wipes leads to the next scene, which fades in where its transition says so', async ({
  page,
}) => {
  await openWall(page, twoScenes);
  await isLive(page);
  await expect(page.getByText('First scene.')).toBeVisible();
  await page.mouse.move(800, 400);
  await page.mouse.down();
  await page.mouse.move(500, 410, { steps: 5 });
  await page.mouse.up();
  await expect(page.getByText('Second scene.')).toBeVisible();
  await isLive(page);
  expect(await style(page, 'vt-kiosk-picture .held', 'transition-duration')).toBe('0.6s');
  await expect.poll(() => style(page, 'vt-kiosk-picture .held', 'opacity')).toBe('0');
});

test('figures are sent to the address of the configuration, and no picture', async ({ page }) => {
  const sent: { type: string | undefined; body: string }[] = [];
  await page.route('**/metrics/wall', (route) => {
    const request = route.request();
    sent.push({ type: request.headers()['content-type'], body: request.postData() ?? '' });
    return route.fulfill({ status: 204 });
  });
  const push = { path: '/metrics/wall', format: 'prometheus', everyS: 5 };
  await openWall(page, { ...plainWall, push });
  await isLive(page);
  await expect.poll(() => sent.at(-1)?.body).toContain('vitrine_kiosk_live 1');
  expect(sent.at(-1)?.type).toContain('version=0.0.4');
  expect(sent.at(-1)?.body).toMatch(/vitrine_kiosk_info\{.*model="selfie-segmentation"/);
  expect(sent.every(({ body }) => /^[\x20-\x7e\n]*$/.test(body) && body.length < 10_000)).toBe(true);
});
