/** A wall with several cameras at once; Chromium plays two of its own. */
import { expect, test, type Page } from '@playwright/test';
import { baseFlags, chromiumPath } from '#tests/helpers/chromium.ts';
import { plainWall } from '#tests/helpers/plain-wall.ts';
import { isLive, openWall, told } from './kiosk-page.ts';
import { complaints, keep, violations } from './page.ts';

test.use({
  launchOptions: {
    executablePath: chromiumPath(),
    args: [
      ...baseFlags,
      '--use-fake-device-for-media-stream=device-count=2',
      '--use-fake-ui-for-media-stream',
    ],
  },
});

const camera = (label: string, model: string) => ({
  source: { kind: 'camera', label, width: 640, height: 480 },
  model,
  engines: ['ort-wasm'],
});
const front = camera('fake_device_0', 'selfie-segmentation');
const back = camera('fake_device_1', 'yolox-nano');
const doors = { ...plainWall, playlist: [{ id: 'doors', ...front, beside: [back], durationS: 3600 }] };

/** What each picture of the wall shows now: what is in front, from which camera, by which model. */
function pictures(page: Page): Promise<string[]> {
  return page.locator('vt-kiosk').evaluate((kiosk) => {
    const all = (kiosk as unknown as { pictures: Picture[] }).pictures;
    return all.map(({ front, session: { state } }) =>
      [front, state.source.label, state.model.settings?.model].join(' '),
    );
  });
}

interface Picture {
  front: string;
  session: { state: { source: { label: string }; model: { settings?: { model: string } } } };
}

const bothLive = ['live fake_device_0 selfie-segmentation', 'live fake_device_1 yolox-nano'];

async function places(page: Page) {
  const boxes = await Promise.all(
    (await page.locator('vt-kiosk-picture').all()).map((picture) => picture.boundingBox()),
  );
  return boxes.map((box) => box ?? { x: 0, y: 0, width: 0, height: 0 });
}

test('two cameras share the wall, each with its own model, and axe is content', async ({ page }) => {
  const said = complaints(page);
  await openWall(page, doors);
  await expect.poll(() => pictures(page)).toEqual(bothLive);
  const [left, right] = await places(page);
  expect(left?.width).toBeCloseTo(638, 0);
  expect(right?.x).toBeGreaterThan(640);
  expect(right?.height).toBe(800);
  expect(await violations(page)).toEqual([]);
  await keep(page, 'kiosk-cameras');
  expect(said).toEqual([]);
});

test('on an upright wall they lie one above the other', async ({ page }) => {
  await openWall(page, { ...doors, orientation: 90 });
  await expect.poll(() => pictures(page)).toEqual(bothLive);
  // Turned by 90° what is above the other lies right of it.
  const [first, second] = await places(page);
  expect(first?.x).toBeGreaterThan(second?.x ?? 0);
  expect(first?.height).toBe(800);
  await keep(page, 'kiosk-cameras-upright');
});

test('a camera that ends is opened again while the other one goes on', async ({ page }) => {
  await page.addInitScript(() => {
    const tracks: MediaStreamTrack[] = [];
    Object.assign(window, { tracks });
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await open(wanted);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
  await openWall(page, doors);
  await expect.poll(() => pictures(page)).toEqual(bothLive);
  const opened = await page.evaluate(() => {
    const { tracks } = window as unknown as { tracks: MediaStreamTrack[] };
    const live = tracks.filter(({ readyState }) => readyState === 'live');
    const back = live.find(({ label }) => label === 'fake_device_1');
    back?.stop();
    back?.dispatchEvent(new Event('ended'));
    return live.length;
  });
  expect(opened).toBe(2);
  await expect.poll(() => told(page)).toContainEqual(expect.stringMatching(/^doors-2: .*reopen-source/));
  await expect.poll(() => pictures(page)).toEqual(bothLive);
  const labels = await page.evaluate(() =>
    (window as unknown as { tracks: MediaStreamTrack[] }).tracks.map(({ label }) => label),
  );
  expect(labels.filter((label) => label === 'fake_device_0')).toHaveLength(1);
});

test('with picture-in-picture the second lies small over the first, and ends with its scene', async ({
  page,
}) => {
  const inset = { ...doors.playlist[0], layout: 'picture-in-picture' };
  await openWall(page, {
    ...doors,
    playlist: [inset, { id: 'alone', ...front, durationS: 3600 }],
    branding: { ground: '#102030' },
  });
  await expect.poll(() => pictures(page)).toEqual(bothLive);
  const [whole, small] = await places(page);
  expect(whole).toEqual({ x: 0, y: 0, width: 1280, height: 800 });
  expect(small?.width).toBeLessThan(400);
  expect(small?.width).toBeGreaterThan(200);
  await keep(page, 'kiosk-cameras-inset');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => pictures(page)).toEqual(['live fake_device_0 selfie-segmentation']);
  await isLive(page);
});
