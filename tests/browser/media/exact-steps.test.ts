/** Files that are hard to step through; in Firefox as well: `npx vitest run -c tests/firefox.config.ts exact-steps`. */
import { commands } from 'vitest/browser';
import { expect, it, vi } from 'vitest';
import { openVideoFile } from '#media/video-file-source.ts';
import type { PortAnswer, PortMessage } from '#media/source-handle.ts';
import type { ClipOrder, MadeClip } from '#tests/helpers/clip-order.ts';

const { hasFfmpeg, makeClip } = commands as unknown as {
  hasFfmpeg: () => Promise<boolean>;
  makeClip: (order: ClipOrder) => Promise<MadeClip>;
};
const canMake = await hasFfmpeg();
if (!canMake) console.log('No ffmpeg here: no clips can be made, so none is stepped through.');

const patience = { timeout: 60_000 };

interface Seen {
  number: number;
  timestampUs: number;
  width: number;
  height: number;
}

/** The number in a picture that lies or that was turned a quarter to the left. */
function read(frame: VideoFrame): Seen {
  const { displayWidth: width, displayHeight: height } = frame;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  context.drawImage(frame, 0, 0);
  let number = 0;
  for (let digit = 0; digit < 8; digit++) {
    const along = digit * 32 + 16;
    const [x, y] = width > height ? [along, 48] : [48, height - along];
    number = 2 * number + (context.getImageData(x, y, 1, 1).data[0]! > 127 ? 1 : 0);
  }
  return { number, timestampUs: frame.timestamp, width, height };
}

/** All frames, by steps from the first to the last; then how many steps lead back. */
async function walk(base64: string, extension: string) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const file = new Blob([bytes], { type: `video/${extension}` });
  const source = await openVideoFile(file, `clip.${extension}`, new AbortController().signal);
  const handle = source.connect();
  if (handle.via !== 'port') throw new Error('expected a port');
  let seen: Seen[] = [];
  handle.port.onmessage = ({ data }: MessageEvent<PortMessage>) => {
    if (data === 'ended') return;
    if (data.isAsked) seen.push(read(data.frame));
    data.frame.close();
    handle.port.postMessage('taken' satisfies PortAnswer);
  };
  await new Promise((resolve) => setTimeout(resolve, 300));
  source.walk?.setPaused(true);
  while ((await source.walk?.step(-1)) !== undefined);
  await vi.waitFor(() => expect(seen).not.toHaveLength(0), patience);
  await new Promise((resolve) => setTimeout(resolve, 100));
  seen = seen.slice(-1);
  const startMs = performance.now();
  let steps = 0;
  while ((await source.walk?.step(1)) !== undefined) steps++;
  const msPerStep = (performance.now() - startMs) / steps;
  // The step that finds no other gives the last once more.
  await vi.waitFor(() => expect(seen).toHaveLength(steps + 2), patience);
  const forth = seen.slice(0, -1);
  let back = 0;
  while ((await source.walk?.step(-1)) !== undefined) back++;
  source.close();
  return { seen: forth, back, msPerStep };
}

const VFR = 'not(mod(n,7))+not(mod(n,5))+lt(mod(n,30),6)';
const isKept = (n: number) => n % 7 === 0 || n % 5 === 0 || n % 30 < 6;
const tone = ['-f', 'lavfi', '-i', 'sine=440:d=4', '-map', '0:v', '-map', '1:a', '-c:v', 'copy'];

const isChromium = 'MediaStreamTrackProcessor' in globalThis;
/** MP4 with B-frames in which Chromium (156) shows some frames at no moment that is sought. */
const hardForChromium = new Set(['no steady rate', 'no edit list', 'fragments']);

const clips: Record<string, ClipOrder> = {
  '24 fps': { rate: '24', extension: 'mp4' },
  '25 fps': { rate: '25', extension: 'mp4' },
  '29.97 fps': { rate: '30000/1001', extension: 'mp4' },
  '60 fps': { rate: '60', extension: 'mp4' },
  'no steady rate': { rate: '60', select: VFR, extension: 'mp4' },
  '29.97 fps in WebM': { rate: '30000/1001', extension: 'webm' },
  'no steady rate in WebM': { rate: '60', select: VFR, extension: 'webm' },
  'a beginning at 1.4 s': {
    rate: '25',
    extension: 'mp4',
    copy: ['-i', 'IN', '-c', 'copy', '-output_ts_offset', '1.4'],
  },
  'a beginning at 1.4 s in WebM': {
    rate: '25',
    extension: 'webm',
    copy: ['-i', 'IN', '-c', 'copy', '-output_ts_offset', '1.4'],
  },
  'no edit list': { rate: '25', extension: 'mp4', copy: ['-i', 'IN', '-c', 'copy', '-use_editlist', '0'] },
  fragments: {
    rate: '25',
    extension: 'mp4',
    copy: ['-i', 'IN', '-c', 'copy', '-movflags', 'frag_keyframe+empty_moov'],
  },
  'sound from the beginning': { rate: '25', extension: 'mp4', copy: ['-i', 'IN', ...tone, '-c:a', 'aac'] },
  'sound before the picture': {
    rate: '25',
    extension: 'mp4',
    copy: ['-itsoffset', '0.7', '-i', 'IN', ...tone, '-c:a', 'aac'],
  },
  'a quarter turn': {
    rate: '25',
    extension: 'mp4',
    copy: ['-i', 'IN', '-c', 'copy', '-metadata:s:v', 'rotate=90'],
  },
};

for (const [name, order] of Object.entries(clips)) {
  it.skipIf(!canMake || (isChromium && hardForChromium.has(name)))(
    `shows each frame of a file with ${name} once, at its time`,
    async () => {
      const { base64, timesS } = await makeClip(order);
      const { seen, back, msPerStep } = await walk(base64, order.extension);
      console.log(`${name}: ${seen.length} frames, ${msPerStep.toFixed(0)} ms a step`);
      const all = Array.from({ length: 256 }, (_, n) => n);
      const numbers = (order.select ? all.filter(isKept) : all).slice(0, timesS.length);
      const told = seen.map(({ number }) => number);
      expect(told).toEqual(numbers);
      expect(back).toBe(timesS.length - 1);
      const timeOf = (number: number) => timesS[numbers.indexOf(number)]!;
      // Browsers begin a file at its first time or at nought; from frame to frame they agree.
      const errorsUs = seen.map(
        ({ timestampUs, number }) =>
          timestampUs - seen[0]!.timestampUs - (timeOf(number) - timeOf(seen[0]!.number)) * 1e6,
      );
      expect(Math.max(...errorsUs.map(Math.abs))).toBeLessThan(2);
      const size = name === 'a quarter turn' ? { width: 96, height: 256 } : { width: 256, height: 96 };
      expect(seen[0]).toMatchObject(size);
    },
    180_000,
  );
}

it.skipIf(!canMake)(
  'begins a file that was cut out of another where the browser does',
  async () => {
    const copy = ['-ss', '0.5', '-i', 'IN', '-c', 'copy'];
    const { base64 } = await makeClip({ rate: '25', extension: 'mp4', copy });
    const { seen } = await walk(base64, 'mp4');
    const first = seen[0]!.number;
    expect(first).toBeLessThan(14);
    expect(seen.length).toBeGreaterThan(60);
    expect(seen.map(({ number }) => number)).toEqual(seen.map((_, i) => first + i));
  },
  180_000,
);
