/** The kiosk with people before it: the attract loop, the interactive part and back; and axe. */
import { expect, test } from '@playwright/test';
import { hashPin } from '#kiosk/pin.ts';
import { isLive, openWall } from './kiosk-page.ts';
import { complaints, violations } from './page.ts';

const scene = (id: string, card: string) => ({
  id,
  source: { kind: 'scene' },
  model: 'selfie-segmentation',
  engines: ['ort-wasm'],
  cards: [{ en: card }],
  durationS: 3600,
});

const wall = {
  version: 1,
  attract: [scene('loop', 'Come nearer.')],
  playlist: [scene('first', 'First scene.'), scene('second', 'Second scene.')],
  privacyNotice: { en: 'Nothing is recorded.' },
  idleAfterS: 6,
  // Whatever the built-in scene shows: only hands count here.
  presence: { share: 1 },
};

test('a touch begins the interactive part, keys lead through it, and after a while the loop is back', async ({
  page,
}) => {
  await openWall(page, wall);
  await isLive(page);
  await expect(page.getByText('Come nearer.')).toBeVisible();
  await page.mouse.click(600, 300);
  await expect(page.getByText('First scene.')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('Second scene.')).toBeVisible();
  // Nobody touches anything: the next visitor begins at the first scene.
  await expect(page.getByText('Come nearer.')).toBeVisible();
  await page.keyboard.press('q');
  await expect(page.getByText('First scene.')).toBeVisible();
});

test('somebody whom the model sees begins the interactive part as well', async ({ page }) => {
  // The least share that there is: the built-in scene has a figure that the model finds.
  await openWall(page, { ...wall, presence: { share: 0.001 } });
  await isLive(page);
  await expect(page.getByText('First scene.')).toBeVisible();
});

test('the wall and its dialog pass axe, and nothing of a browser shows', async ({ page }) => {
  const said = complaints(page);
  await openWall(page, { ...wall, pin: await hashPin('7391') });
  await isLive(page);
  expect(await violations(page)).toEqual([]);
  const style = await page.locator('vt-kiosk').evaluate((kiosk) => {
    const { cursor, userSelect, touchAction } = getComputedStyle(kiosk);
    return { cursor, userSelect, touchAction };
  });
  expect(style).toEqual({ cursor: 'none', userSelect: 'none', touchAction: 'none' });
  // Listening is awaited before the click: input reaches a busy page sooner than what it is to evaluate.
  const heard = await page.evaluateHandle(() => ({
    menu: new Promise((resolve) =>
      addEventListener('contextmenu', (event) => resolve(event.defaultPrevented)),
    ),
  }));
  await page.mouse.click(600, 300, { button: 'right' });
  expect(await heard.evaluate(({ menu }) => menu)).toBe(true);
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('PIN')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  expect(said).toEqual([]);
});
