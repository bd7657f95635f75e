/** The kiosk on a machine with two screens. */
import { expect, test, type Page } from '@playwright/test';
import { baseFlags, chromiumPath } from '#tests/helpers/chromium.ts';
import { plainWall } from '#tests/helpers/plain-wall.ts';
import { isLive, openWall, told } from './kiosk-page.ts';
import { keep } from './page.ts';

test.use({
  launchOptions: {
    executablePath: chromiumPath(),
    args: [...baseFlags, "--screen-info={1280x800 label='Wall'}{1280x800 label='Window'}"],
  },
});

test.beforeEach(async ({ page, context }) => {
  const cdp = await context.newCDPSession(page);
  const { targetInfo } = await cdp.send('Target.getTargetInfo');
  const { browserContextId } = targetInfo;
  await cdp.send('Browser.grantPermissions', {
    permissions: ['windowManagement'],
    ...(browserContextId === undefined ? {} : { browserContextId }),
  });
});

test('the picture is on the second one as well, and comes back when its window is closed', async ({
  page,
  context,
}) => {
  let opened = context.waitForEvent('page');
  await openWall(page, { ...plainWall, secondScreen: { screen: 'Window' } });
  await isLive(page);
  const first = await opened;
  await showsPicture(first);
  await keep(first, 'kiosk-second-screen');
  opened = context.waitForEvent('page');
  await first.close();
  await showsPicture(await opened);
  expect(await told(page)).toContain('shown-on Window');
});

async function showsPicture(page: Page): Promise<void> {
  const video = page.locator('video');
  const seconds = () => video.evaluate((element) => (element as HTMLVideoElement).currentTime);
  await expect.poll(seconds).toBeGreaterThan(0);
  expect(await video.evaluate((element) => (element as HTMLVideoElement).videoWidth)).toBeGreaterThan(0);
  await expect(page.getByText('Nothing is recorded.')).toBeVisible();
}

test('its words, logo and colours are on the second one, too', async ({ page, context }) => {
  const opened = context.waitForEvent('page');
  await openWall(page, {
    ...plainWall,
    playlist: [{ ...plainWall.playlist[0], cards: [{ de: 'Die Szene.' }] }],
    branding: { logo: '/icon.svg', ground: '#203040' },
    secondScreen: {},
  });
  await isLive(page);
  const second = await opened;
  await showsPicture(second);
  const words = second.getByText('Die Szene.');
  await expect(words).toBeVisible();
  await expect(words).toHaveAttribute('lang', 'de');
  const mark = second.locator('img');
  await expect
    .poll(() => mark.evaluate((image) => (image as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(0);
  await expect(mark).toBeVisible();
  const ground = await second.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(ground).toBe('rgb(32, 48, 64)');
  await keep(second, 'kiosk-second-screen-words');
});

test('a screen that is not there is told, with those that are', async ({ page, context }) => {
  await openWall(page, { ...plainWall, secondScreen: { screen: 'Foyer' } });
  await isLive(page);
  await expect.poll(() => told(page)).toContain('no-such-screen "Window"');
  expect(context.pages()).toHaveLength(1);
});
