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
  await expect.poll(() => told(page)).toContainEqual(expect.stringMatching(/^doors-2 .*reopen-source/));
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

test('the wall is held as it was until all pictures of the next scene live, and then fades', async ({
  page,
}) => {
  const next = { ...doors.playlist[0], id: 'swapped', ...back, beside: [front], transition: 'fade' };
  await openWall(page, { ...doors, playlist: [doors.playlist[0], next], fallback: { holdS: 60 } });
  await expect.poll(() => pictures(page)).toEqual(bothLive);
  const notes = await page.evaluateHandle(notesOfHold);
  await page.keyboard.press('ArrowRight');
  const { isHeldAtOnce, isWhole, frontsAtEnd } = await notes.evaluate(({ over }) => over);
  expect(isHeldAtOnce).toBe(true);
  // Both halves of what is held have a picture on them.
  expect(isWhole).toEqual([true, true]);
  expect(frontsAtEnd).toEqual(['live', 'live']);
  const former = page.locator('vt-kiosk .former');
  expect(await former.evaluate((element) => getComputedStyle(element).transitionDuration)).toBe('0.6s');
  await expect.poll(() => former.evaluate((element) => getComputedStyle(element).opacity)).toBe('0');
});

/** Runs in the page: from the next change of scene until the held wall is let go. */
function notesOfHold() {
  const wall = document.querySelector('vt-kiosk') as unknown as HTMLElement & {
    pictures: { front: string }[];
    conductor: EventTarget & { scene: { id: string } };
  };
  const former = wall.shadowRoot!.querySelector('.former')!;
  const isHeld = () => getComputedStyle(former).opacity === '1';
  type Notes = { isHeldAtOnce: boolean; isWhole: boolean[]; frontsAtEnd: string[] };
  const over = new Promise<Notes>((resolve) => {
    let isHeldAtOnce: boolean | undefined;
    let isWhole: boolean[] = [];
    const look = () => {
      requestAnimationFrame(look);
      if (wall.conductor.scene.id !== 'swapped') return;
      isHeldAtOnce ??= isHeld();
      const canvas = former.querySelector('canvas')!;
      if (isWhole.length === 0)
        isWhole = [0, 1].map((half) => {
          const { width, height } = canvas;
          const { data } = canvas.getContext('2d')!.getImageData((half * width) / 2, 0, width / 2, height);
          const greys = data.filter((_, at) => at % 4 === 1);
          return greys.some((grey) => grey > 150) && greys.some((grey) => grey < 100);
        });
      if (!former.classList.contains('gone')) return;
      resolve({ isHeldAtOnce, isWhole, frontsAtEnd: wall.pictures.map(({ front }) => front) });
    };
    look();
  });
  return { over };
}
