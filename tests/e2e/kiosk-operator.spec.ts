/** What the operator of a kiosk sees: its status behind the PIN, and the editor of its configuration. */
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { hashPin } from '#kiosk/pin.ts';
import { readConfiguration } from '#kiosk/read-configuration.ts';
import { plainWall } from '#tests/helpers/plain-wall.ts';
import { isLive, openWall } from './kiosk-page.ts';
import { complaints, keep, violations as violationsIn } from './page.ts';
import { recordVideo } from './record-video.ts';

/** A preview is a page of its own, with its own test. */
const violations = (page: Page) => violationsIn(page, { iframes: false });

const text = (page: Page) => page.getByRole('textbox', { name: 'Text', exact: true });

test('without a PIN the status tells nothing', async ({ page }) => {
  const said = complaints(page);
  await page.goto('/kiosk/status');
  await expect(page.getByRole('status')).toContainText('No kiosk with a PIN');
  await expect(page.getByRole('heading', { name: 'Now' })).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  expect(said).toEqual([]);
});

test('behind the PIN it shows how the wall does, and what happened', async ({ page, context }) => {
  const configuration = { ...plainWall, pin: await hashPin('7391') };
  await openWall(page, configuration);
  await isLive(page);
  const status = await context.newPage();
  const said = complaints(status);
  await status.goto('/kiosk/status');
  await expect(status.getByRole('heading', { name: 'Now' })).toHaveCount(0);
  await status.getByLabel('PIN').fill('0000');
  await status.getByRole('button', { name: 'Open' }).click();
  await expect(status.getByRole('status')).toContainText('Not that PIN.');
  await status.getByLabel('PIN').fill('7391');
  await status.getByRole('button', { name: 'Open' }).click();
  await expect(status.getByRole('region', { name: 'Now' })).toContainText('selfie-segmentation');
  await expect(status.getByRole('region', { name: 'History' })).toContainText(
    'of the time with a live picture',
  );
  await expect(status.getByRole('row', { name: /opened/ })).toContainText('The page was loaded.');
  await expect(status.getByRole('img', { name: /Results a second/ })).toBeVisible();
  expect(await violations(status)).toEqual([]);
  await keep(status, 'kiosk-status');
  const saved = status.waitForEvent('download');
  await status.getByRole('button', { name: 'Save the log' }).click();
  const lines = readFileSync(await (await saved).path(), 'utf8')
    .trimEnd()
    .split('\n');
  expect(JSON.parse(lines.at(-1) ?? '')).toHaveProperty('what');
  expect(said).toEqual([]);
});

test('the editor changes form and text alike, points at faults, saves and links', async ({
  page,
  context,
}) => {
  const said = complaints(page);
  await page.goto('/kiosk/edit');
  await expect(text(page)).toHaveValue(/"playlist"/);
  await page.getByLabel('idle after (s)').fill('45');
  await page.getByLabel('idle after (s)').blur();
  await expect(text(page)).toHaveValue(/"idleAfterS": 45/);
  await expect(page.getByRole('textbox', { name: 'Text in de' }).first()).toBeVisible();
  await keep(page, 'kiosk-edit');
  expect(await violations(page)).toEqual([]);

  const good = await text(page).inputValue();
  await text(page).fill(good.replace('"idleAfterS": 45', '"idleAfterS": 1'));
  const line = good.slice(0, good.indexOf('"idleAfterS"')).split('\n').length;
  const fault = page.getByRole('button', { name: new RegExp(`^line ${line}, column`) });
  await expect(fault).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save as a file' })).toBeDisabled();
  await fault.click();
  const selected = await text(page).evaluate((area) => {
    const { value, selectionStart, selectionEnd } = area as HTMLTextAreaElement;
    return value.slice(selectionStart, selectionEnd);
  });
  expect(selected).toBe('1');
  expect(await violations(page)).toEqual([]);
  await keep(page, 'kiosk-edit-fault');

  await text(page).fill(good);
  await page.getByLabel('PIN for exit and status').fill('7391');
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await expect(text(page)).toHaveValue(/"iterations": 600000/);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a file' }).click();
  const file = readFileSync(await (await saved).path(), 'utf8');
  expect(readConfiguration(file)).toMatchObject({ ok: true, configuration: { idleAfterS: 45 } });
  expect(file).not.toContain('7391');

  await page.getByRole('button', { name: 'Copy a link' }).click();
  await expect(page).toHaveURL(/#config=/);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(text(other)).toHaveValue(file);
  expect(said).toEqual([]);
});

test('the preview beside the editor is the wall, and leaves no trace', async ({ page }) => {
  await page.goto('/kiosk/edit');
  await text(page).fill(JSON.stringify(plainWall, undefined, 2));
  await page.getByRole('button', { name: 'Preview' }).click();
  const frame = page.frameLocator('iframe');
  await expect(frame.getByText('Nothing is recorded.')).toBeVisible();
  await expect(frame.locator('vt-kiosk')).toBeVisible();
  await keep(page, 'kiosk-edit-preview');
  await text(page).fill(
    JSON.stringify({ ...plainWall, privacyNotice: { en: 'Another notice.' } }, undefined, 2),
  );
  await expect(frame.getByText('Another notice.')).toBeVisible();
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('vitrine-kiosk'))),
  ).toEqual([]);
});

test('the preview shows the live picture of a scene as it is edited, and a file that is opened', async ({
  page,
}) => {
  const body = await recordVideo(page);
  await page.route('**/kiosk/wandering.webm', (route) => route.fulfill({ body, contentType: 'video/webm' }));
  const clip = { ...plainWall.playlist[0], source: { kind: 'clip', path: '/kiosk/wandering.webm' } };
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto('/kiosk/edit');
  const buffer = Buffer.from(JSON.stringify({ ...plainWall, playlist: [clip] }, undefined, 2));
  await page
    .getByLabel('Open a file')
    .setInputFiles({ name: 'clip.json', mimeType: 'application/json', buffer });
  await expect(text(page)).toHaveValue(/wandering\.webm/);
  await page.getByRole('button', { name: 'Preview' }).click();
  const wall = page.frameLocator('iframe').locator('vt-kiosk');
  const shown = () =>
    wall.evaluate((kiosk) => {
      const { front, session } = kiosk as unknown as PreviewedWall;
      return [front, session.state.source.label, session.state.model.settings?.model].join(' ');
    });
  await expect.poll(shown).toBe('live /kiosk/wandering.webm selfie-segmentation');
  // Live: what is seen moves.
  const picture = page.frameLocator('iframe').locator('vt-stage canvas');
  const first = await picture.screenshot();
  await expect.poll(async () => (await picture.screenshot()).equals(first)).toBe(false);
  await keep(page, 'kiosk-edit-preview-360');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);

  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByText('portrait', { exact: true }).click();
  await page.getByLabel('model *').first().selectOption('yolox-nano');
  await expect.poll(shown).toBe('live /kiosk/wandering.webm yolox-nano');
  await keep(page, 'kiosk-edit-preview-1280');
});

test('models are chosen from those that are here, or typed; values have names in words', async ({ page }) => {
  const said = complaints(page);
  await page.goto('/kiosk/edit?lang=de');
  await page.getByText('portrait', { exact: true }).click();
  const scene = page.locator('vt-schema-form li').first();
  const model = scene.locator('[id="playlist-0-model"]');
  await expect(model).toHaveValue('selfie-segmentation');
  await expect(model.locator('> option', { hasText: 'YOLOX' }).first()).toBeAttached();
  await expect(scene.getByLabel('Übergang').locator('option').nth(1)).toHaveText('Schnitt');
  await expect(scene.getByLabel('WASM')).toBeChecked();
  // Not among them: the list becomes a field, and a list again once it is.
  await model.selectOption('');
  await model.fill('of-tomorrow');
  await model.blur();
  await expect(text(page)).toHaveValue(/"model": "of-tomorrow"/);
  expect(await violations(page)).toEqual([]);
  await keep(page, 'kiosk-edit-german');
  await model.fill('yolox-nano');
  await model.blur();
  await expect(model.locator('option').first()).toBeAttached();
  await expect(model).toHaveValue('yolox-nano');
  await text(page).fill('{ "version": 1, "onload": 2 }');
  const fault = page.getByRole('alert');
  await expect(fault).toContainText('Zeile 1, Spalte 17: Ein Feld "onload" gibt es hier nicht.');
  expect(said).toEqual([]);
});

interface PreviewedWall {
  front: string;
  session: { state: { source: { label: string }; model: { settings?: { model: string } } } };
}
