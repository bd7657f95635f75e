import { expect, it, vi } from 'vitest';
import { BackdropVideo } from '#media/backdrop-video.ts';
import { numberedClip } from '#tests/helpers/numbered-clip.ts';

const TIMES_MS = Array.from({ length: 20 }, (_, i) => i * 50);

it('hands over one frame after another, in a loop, until it is closed', async () => {
  const clip = new Blob([await numberedClip(TIMES_MS)], { type: 'video/webm' });
  const video = await BackdropVideo.open(clip);
  const sizes: string[] = [];
  let [underWay, most] = [0, 0];
  const ran = video.run(async (picture) => {
    most = Math.max(most, ++underWay);
    sizes.push(`${picture.width}x${picture.height}`);
    picture.close();
    await new Promise((done) => setTimeout(done, 20));
    underWay--;
  });
  await vi.waitFor(() => expect(sizes.length).toBeGreaterThan(TIMES_MS.length), { timeout: 60_000 });
  expect(most).toBe(1);
  expect(new Set(sizes).size).toBe(1);
  video.close();
  await ran;
});

it('goes on after a frame that could not be shown', async () => {
  const clip = new Blob([await numberedClip(TIMES_MS)], { type: 'video/webm' });
  const video = await BackdropVideo.open(clip);
  let shown = 0;
  const ran = video.run((picture) => {
    picture.close();
    return ++shown === 1 ? Promise.reject(new Error('the worker ended')) : Promise.resolve();
  });
  await vi.waitFor(() => expect(shown).toBeGreaterThan(2), { timeout: 60_000 });
  video.close();
  await ran;
});

it('says that a file is no video', async () => {
  const file = new Blob(['no video'], { type: 'video/mp4' });
  await expect(BackdropVideo.open(file)).rejects.toMatchObject({ code: 'bad-file' });
});
