/** What visitors see while a wall is being repaired: the last picture, then a clip, then a card. */
import { expect, test, type Page } from '@playwright/test';
import sharp from 'sharp';
import { plainWall } from '#tests/helpers/plain-wall.ts';
import { isLive, openWall, told } from './kiosk-page.ts';
import { keep } from './page.ts';
import { recordVideo } from './record-video.ts';

const card = { en: 'Back in a moment.' };
const clip = '/kiosk/back-soon.webm';

/** Vision workers end, and no worker starts (the built-in scene has one, too), until the page is told otherwise. */
interface BreakablePage {
  breakWorkers(): void;
  mendWorkers(): void;
  /** What was in front, each once in a row. */
  fronts: string[];
}
declare const window: BreakablePage;

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    const TrueWorker = Worker;
    const workers: Worker[] = [];
    let isBroken = false;
    Object.assign(globalThis, {
      Worker: class extends TrueWorker {
        constructor(url: string | URL, options?: WorkerOptions) {
          super(isBroken ? '/assets/no-such-worker.js' : url, options);
          if (options?.name === 'inference') workers.push(this);
        }
      },
      breakWorkers: () => {
        isBroken = true;
        for (const worker of workers) TrueWorker.prototype.terminate.call(worker);
      },
      mendWorkers: () => {
        isBroken = false;
        // What a repair waits for may be there now.
        dispatchEvent(new Event('online'));
      },
    });
  });
});

/** Resolves when the live picture is there. From then on notes what is in front. */
async function openBreakable(page: Page, fallback: object): Promise<void> {
  await openWall(page, { ...plainWall, fallback });
  await isLive(page);
  await page.evaluate(() => {
    const kiosk = document.querySelector('vt-kiosk') as unknown as { front: string };
    window.fronts = [kiosk.front];
    setInterval(() => {
      if (kiosk.front !== window.fronts.at(-1)) window.fronts.push(kiosk.front);
    }, 20);
  });
}

const fronts = (page: Page) => page.evaluate(() => window.fronts);
const breakWorkers = (page: Page) => page.evaluate(() => window.breakWorkers());
const mendWorkers = (page: Page) => page.evaluate(() => window.mendWorkers());

/** Grey values of what a visitor sees, 16 × 10 of them. */
async function greys(page: Page): Promise<number[]> {
  const picture = sharp(await page.screenshot()).greyscale();
  return [...(await picture.resize(16, 10, { fit: 'fill' }).raw().toBuffer())];
}

const contrast = (values: number[]) => Math.max(...values) - Math.min(...values);

/** Everything that can be read on the wall. */
async function words(page: Page): Promise<string> {
  return page.locator('body').ariaSnapshot();
}

test('first the last picture, then the clip, then again what lives; and no word about it', async ({
  page,
}) => {
  const body = await recordVideo(page);
  await page.route(`**${clip}`, (route) => route.fulfill({ body, contentType: 'video/webm' }));
  await openBreakable(page, { clip, card, holdS: 4 });
  const before = await words(page);
  await breakWorkers(page);
  await expect.poll(() => fronts(page)).toEqual(['live', 'held']);
  expect(contrast(await greys(page))).toBeGreaterThan(40);
  expect(await words(page)).toBe(before);
  await expect.poll(() => fronts(page)).toEqual(['live', 'held', 'clip']);
  const video = page.locator('vt-kiosk-picture video');
  const seconds = () => video.evaluate((element) => (element as HTMLVideoElement).currentTime);
  await expect.poll(seconds).toBeGreaterThan(0);
  expect(contrast(await greys(page))).toBeGreaterThan(40);
  expect(await words(page)).not.toMatch(/worker|fail|error|stuck/i);
  await keep(page, 'kiosk-fallback-clip');
  expect(await told(page)).toContainEqual(expect.stringMatching(/worker.*reopen-model/));
  await mendWorkers(page);
  await expect.poll(() => fronts(page)).toEqual(['live', 'held', 'clip', 'live']);
});

test('where there is no clip to be had, the card follows the last picture', async ({ page }) => {
  await page.route(`**${clip}`, (route) => route.fulfill({ status: 404 }));
  await openBreakable(page, { clip, card, holdS: 2 });
  await breakWorkers(page);
  await expect(page.getByText('Back in a moment.')).toBeVisible();
  expect(await fronts(page)).toEqual(['live', 'held', 'clip', 'card']);
  expect(await words(page)).not.toMatch(/worker|fail|error|stuck/i);
  await keep(page, 'kiosk-fallback-card');
  await mendWorkers(page);
  await isLive(page);
  await expect(page.getByText('Back in a moment.')).toBeHidden();
});

test('where nothing else was given, the last picture stays: a card without words would be blank', async ({
  page,
}) => {
  await openBreakable(page, { holdS: 1 });
  await breakWorkers(page);
  await expect.poll(() => fronts(page)).toEqual(['live', 'held']);
  await page.waitForTimeout(3_000);
  expect(await fronts(page)).toEqual(['live', 'held']);
  expect(contrast(await greys(page))).toBeGreaterThan(40);
  await mendWorkers(page);
  await expect.poll(() => fronts(page)).toEqual(['live', 'held', 'live']);
});

test('a wall that was never well shows its card, and the picture once it is', async ({ page }) => {
  await page.addInitScript(() => window.breakWorkers());
  await openWall(page, { ...plainWall, fallback: { card } });
  await expect(page.getByText('Back in a moment.')).toBeVisible();
  await expect.poll(() => told(page)).toContainEqual(expect.stringContaining('reopen-model'));
  await expect(page.getByText('Back in a moment.')).toBeVisible();
  expect(await words(page)).not.toMatch(/worker|fail|error|stuck/i);
  await mendWorkers(page);
  await isLive(page);
});

test('a wall that was never well and has no card says something kind in its own languages', async ({
  page,
}) => {
  await page.addInitScript(() => window.breakWorkers());
  const privacyNotice = { 'de-AT': 'Nichts wird aufgezeichnet.' };
  await openWall(page, { ...plainWall, privacyNotice });
  const said = page.getByText('Einen Augenblick bitte');
  await expect(said).toBeVisible();
  await expect(said).toHaveAttribute('lang', 'de-AT');
  await expect.poll(() => told(page)).toContainEqual(expect.stringContaining('reopen-model'));
  expect(await words(page)).not.toMatch(/worker|fail|error|stuck/i);
  await keep(page, 'kiosk-friendly-card');
  await mendWorkers(page);
  await isLive(page);
  await expect(said).toBeHidden();
});
