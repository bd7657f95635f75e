import { expect, it, vi } from 'vitest';
import type { MediaSource } from '#media/media-source.ts';
import type { PortAnswer, PortMessage } from '#media/source-handle.ts';
import { openVideoFile } from '#media/video-file-source.ts';
import { numberedClip } from '#tests/helpers/numbered-clip.ts';

/** 30 frames a second of which a recorder lost some. */
const TIMES_MS = [
  0, 33, 67, 100, 167, 200, 233, 267, 300, 333, 433, 467, 500, 533, 567, 700, 733, 767, 800, 833, 867, 900,
  933, 967, 1000, 1033, 1067, 1100,
];

const patience = { timeout: 60_000 };

interface Seen {
  /** As it is written in the picture. */
  number: number;
  timestampUs: number;
  isAsked: boolean;
}

function numberIn(frame: VideoFrame): number {
  const context = new OffscreenCanvas(5, 1).getContext('2d')!;
  for (let column = 0; column < 5; column++)
    context.drawImage(frame, column * 32 + 15, 48, 1, 1, column, 0, 1, 1);
  const { data } = context.getImageData(0, 0, 5, 1);
  return [0, 1, 2, 3, 4].reduce((number, column) => 2 * number + (data[4 * column]! > 127 ? 1 : 0), 0);
}

/** Reads what the source posts, as a worker does. */
function watch(source: MediaSource): Seen[] {
  const seen: Seen[] = [];
  const handle = source.connect();
  if (handle.via !== 'port') throw new Error('expected a port');
  handle.port.onmessage = ({ data }: MessageEvent<PortMessage>) => {
    if (data === 'ended') return;
    seen.push({
      number: numberIn(data.frame),
      timestampUs: data.frame.timestamp,
      isAsked: data.isAsked === true,
    });
    data.frame.close();
    handle.port.postMessage('taken' satisfies PortAnswer);
  };
  return seen;
}

async function openClip(): Promise<MediaSource> {
  const clip = new Blob([await numberedClip(TIMES_MS)], { type: 'video/webm' });
  return openVideoFile(clip, 'numbers.webm', new AbortController().signal);
}

it('walks through every frame of a video of no steady rate, to its end and back to its beginning', async () => {
  const source = await openClip();
  const seen = watch(source);
  await vi.waitFor(() => expect(seen.length).toBeGreaterThan(1), patience);
  source.walk?.setPaused(true);
  while ((await source.walk?.step(-1)) !== undefined);
  await vi.waitFor(() => expect(seen.at(-1)?.number).toBe(0), patience);
  seen.splice(0, seen.length - 1);
  while ((await source.walk?.step(1)) !== undefined);
  while ((await source.walk?.step(-1)) !== undefined);
  await vi.waitFor(() => expect(seen.at(-1)?.number).toBe(0), patience);
  // A step that finds no other frame gives the present one again.
  const told = seen.map(({ number }) => number).filter((number, i, all) => number !== all[i - 1]);
  const numbers = TIMES_MS.map((_, number) => number);
  expect(told).toEqual([...numbers, ...numbers.slice(0, -1).reverse()]);
  expect(seen.every(({ isAsked }) => isAsked)).toBe(true);
  for (const { number, timestampUs } of seen)
    expect(Math.abs(timestampUs - TIMES_MS[number]! * 1000)).toBeLessThan(2);
  source.close();
}, 180_000);

it('takes steps one after the other when they are asked for at once, and plays on', async () => {
  const source = await openClip();
  const seen = watch(source);
  await vi.waitFor(() => expect(seen.length).toBeGreaterThan(1), patience);
  source.walk?.setPaused(true);
  while ((await source.walk?.step(-1)) !== undefined);
  seen.length = 0;
  await Promise.all([source.walk?.step(1), source.walk?.step(1), source.walk?.step(1)]);
  await vi.waitFor(() => expect(seen.at(-1)?.number).toBe(3), patience);
  source.walk?.setPaused(false);
  await vi.waitFor(() => expect(seen.some(({ isAsked }) => !isAsked)).toBe(true), patience);
  source.close();
}, 180_000);

it('gives the frame at which it was stopped once more when asked, and nothing while it plays', async () => {
  const source = await openClip();
  const seen = watch(source);
  source.walk?.giveAgain();
  await vi.waitFor(() => expect(seen.length).toBeGreaterThan(1), patience);
  expect(seen.some(({ isAsked }) => isAsked)).toBe(false);
  source.walk?.setPaused(true);
  seen.length = 0;
  source.walk?.giveAgain();
  await vi.waitFor(() => expect(seen.filter(({ isAsked }) => isAsked)).toHaveLength(1), patience);
  source.walk?.giveAgain();
  await vi.waitFor(() => expect(seen.filter(({ isAsked }) => isAsked)).toHaveLength(2), patience);
  const asked = seen.filter(({ isAsked }) => isAsked);
  expect(asked[0]).toEqual(asked[1]);
  source.close();
}, 180_000);
