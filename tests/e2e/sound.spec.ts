/** Recordings with sound: of a microphone (the browser's own test tone), and of the file that is shown. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { baseFlags, chromiumPath } from '#tests/helpers/chromium.ts';
import { complaints, keep, modelRuns } from './page.ts';

const fakeDevices = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
test.use({ launchOptions: { executablePath: chromiumPath(), args: [...baseFlags, ...fakeDevices] } });

async function openPanel(page: Page) {
  await page.locator('summary', { hasText: 'Capture' }).click();
  return page.locator('vt-capture');
}

/** Records for some seconds with this sound and gives the file. */
async function recorded(page: Page, sound: string, check?: () => Promise<void>) {
  const panel = page.locator('vt-capture');
  await panel.getByLabel('Sound of the video').selectOption(sound);
  await panel.getByRole('button', { name: 'Record a video' }).click();
  await expect(panel.getByRole('button', { name: /Stop recording \(([3-9]|\d\d)/ })).toBeVisible();
  await check?.();
  const download = page.waitForEvent('download');
  await panel.getByRole('button', { name: /Stop recording/ }).click();
  return (await download).path();
}

/** Kinds of the tracks, as a program that is not the browser reads them. */
function tracksOf(path: string): string[] {
  const args = ['-v', 'error', '-show_entries', 'stream=codec_type', '-of', 'csv=p=0', path];
  return execFileSync('ffprobe', args, { encoding: 'utf8' }).trim().split('\n').sort();
}

/** How loud the file is: the root of the mean square of its sound, 0..1; 0 without any. */
async function loudness(page: Page, path: string): Promise<number> {
  return page.evaluate(
    async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const context = new OfflineAudioContext(1, 48_000, 48_000);
      const sound = await context.decodeAudioData(bytes.buffer).catch(() => undefined);
      const samples = sound?.getChannelData(0) ?? new Float32Array();
      return Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / Math.max(1, samples.length));
    },
    (await readFile(path)).toString('base64'),
  );
}

/** About three seconds of a moving square with a tone of 440 Hz, or without one. */
async function film(page: Page, hasSound: boolean): Promise<Buffer> {
  await page.goto('/');
  const base64 = await page.evaluate(async (hasSound) => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 320, height: 240 });
    const context = canvas.getContext('2d')!;
    const stream = canvas.captureStream(20);
    const audio = new AudioContext();
    const tone = audio.createOscillator();
    const out = audio.createMediaStreamDestination();
    tone.connect(out);
    tone.start();
    if (hasSound) stream.addTrack(out.stream.getAudioTracks()[0]!);
    const recorder = new MediaRecorder(stream, {
      mimeType: hasSound ? 'video/webm;codecs=vp8,opus' : 'video/webm',
    });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const isOver = new Promise((resolve) => (recorder.onstop = resolve));
    recorder.start();
    for (let i = 0; i < 60; i++) {
      context.fillStyle = i % 2 ? '#777' : '#999';
      context.fillRect(0, 0, 320, 240);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    recorder.stop();
    await isOver;
    await audio.close();
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  }, hasSound);
  return Buffer.from(base64, 'base64');
}

async function show(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.locator('vt-source-picker label', { hasText: 'File' }).click();
  await page
    .locator('vt-source-picker input[type=file]')
    .setInputFiles({ name, mimeType: 'video/webm', buffer });
  await expect(page.locator('vt-stage .chip')).toContainText(`${name} · 320 × 240`);
}

const hasProbe = ['/usr/bin/ffprobe', '/usr/local/bin/ffprobe'].some((path) => existsSync(path));

test.describe('a recording', () => {
  test.skip(!hasProbe, 'ffprobe is not installed');

  test('has the sound of the microphone only where it was chosen, and says so meanwhile', async ({
    page,
  }) => {
    const said = complaints(page);
    const asked = () => page.evaluate(() => (globalThis as { asked?: number }).asked ?? 0);
    await page.addInitScript(() => {
      const media = navigator.mediaDevices;
      const open = media.getUserMedia.bind(media);
      const counted = globalThis as { asked?: number };
      media.getUserMedia = (wish) => {
        if (wish?.audio) counted.asked = (counted.asked ?? 0) + 1;
        return open(wish);
      };
    });
    await page.goto('/?source=scene&task=detection&engine=ort-wasm');
    await modelRuns(page);
    const panel = await openPanel(page);
    const silent = await recorded(page, 'No sound');
    expect(tracksOf(silent)).toEqual(['video']);
    expect(await asked()).toBe(0);
    const spoken = await recorded(page, 'Microphone', async () => {
      await expect(panel.getByText('The microphone is recorded.')).toBeVisible();
      await keep(page, 'recording-with-microphone');
    });
    expect(await asked()).toBe(1);
    expect(tracksOf(spoken)).toEqual(['audio', 'video']);
    expect(await loudness(page, spoken)).toBeGreaterThan(0.005);
    await expect(panel.getByText('The microphone is recorded.')).toHaveCount(0);
    expect(said).toEqual([]);
  });

  test('has the file’s own sound, which is not played aloud; a silent file is said to be one', async ({
    page,
  }) => {
    const [loud, silent] = [await film(page, true), await film(page, false)];
    await page.goto('/?source=scene&task=detection&engine=ort-wasm');
    await modelRuns(page);
    const panel = await openPanel(page);
    await show(page, 'loud.webm', loud);
    const file = await recorded(page, 'The file’s own sound');
    expect(tracksOf(file)).toEqual(['audio', 'video']);
    expect(await loudness(page, file)).toBeGreaterThan(0.05);
    await show(page, 'silent.webm', silent);
    await panel.getByRole('button', { name: 'Record a video' }).click();
    await expect(panel.getByRole('alert')).toContainText('This file has no sound');
  });
});

test('a microphone that is refused is said in a plain sentence', async ({ page }) => {
  await page.addInitScript(() => {
    MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await page.goto('/?source=scene&task=detection&engine=ort-wasm');
  await modelRuns(page);
  const panel = await openPanel(page);
  await panel.getByLabel('Sound of the video').selectOption('Microphone');
  await panel.getByRole('button', { name: 'Record a video' }).click();
  await expect(panel.getByRole('alert')).toContainText('The microphone is not allowed');
  await expect(panel.getByRole('button', { name: 'Record a video' })).toBeEnabled();
});
