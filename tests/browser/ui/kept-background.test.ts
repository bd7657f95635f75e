import { afterEach, beforeEach, expect, it, vi, type MockInstance } from 'vitest';
import { defaultLook } from '#core/look.ts';
import { LiveSession } from '#session/live-session.ts';
import { BACKGROUND_CACHE } from '#ui/app/background-cache.ts';
import { KeepingSession } from '#ui/app/kept-background.ts';

const withPicture = { ...defaultLook, background: 'image' } as const;
let shown: MockInstance<LiveSession['setBackground']>;

beforeEach(() => {
  shown = vi.spyOn(LiveSession.prototype, 'setBackground');
});
afterEach(async () => {
  shown.mockRestore();
  await caches.delete(BACKGROUND_CACHE);
});

function picture(): Promise<Blob> {
  const canvas = new OffscreenCanvas(4, 4);
  canvas.getContext('2d')?.fillRect(0, 0, 4, 4);
  return canvas.convertToBlob({ type: 'image/png' });
}

/** Long enough for a cache to be read. */
const aWhile = () => new Promise((done) => setTimeout(done, 300));

it('brings the file behind the person back in the next session, when a look wants it', async () => {
  const file = await picture();
  await new KeepingSession().setBackground(file);
  shown.mockClear();
  const next = new KeepingSession();
  next.setLook(defaultLook);
  await aWhile();
  expect(shown).not.toHaveBeenCalled();
  next.setLook(withPicture);
  await vi.waitFor(() => expect(shown).toHaveBeenCalledTimes(1));
  const back = shown.mock.calls[0]?.[0];
  expect(back?.type).toBe('image/png');
  expect(await back?.arrayBuffer()).toEqual(await file.arrayBuffer());
  next.setLook({ ...withPicture, mirror: true });
  await aWhile();
  expect(shown).toHaveBeenCalledTimes(1);
});

it('brings nothing back that was taken away, or in place of what was chosen meanwhile', async () => {
  const first = new KeepingSession();
  await first.setBackground(await picture());
  const chosen = new KeepingSession();
  chosen.setLook(withPicture);
  await chosen.setBackground(await picture());
  shown.mockClear();
  await aWhile();
  expect(shown).not.toHaveBeenCalled();
  await first.setBackground(undefined);
  shown.mockClear();
  new KeepingSession().setLook(withPicture);
  await aWhile();
  expect(shown).not.toHaveBeenCalled();
});

it('keeps nothing that could not be shown', async () => {
  const broken = new KeepingSession().setBackground(new Blob(['x'], { type: 'image/png' }));
  await expect(broken).rejects.toMatchObject({ code: 'bad-file' });
  expect(await caches.has(BACKGROUND_CACHE)).toBe(false);
});
