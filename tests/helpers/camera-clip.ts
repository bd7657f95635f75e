import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import sharp from 'sharp';

const folder = resolve(import.meta.dirname, '../artefacts/clips');

/**
 * The clip as Chromium's fake camera can play it: that decodes JPEG with 4:2:0 colour and shows black for 4:4:4 (as
 * the street clip has it), so others are re-encoded, once. 4:2:0 clips are played as they are.
 */
export async function cameraClip(path: string): Promise<string> {
  const frames = framesOf(readFileSync(path));
  const [first] = frames;
  if (!first) throw new Error(`${path} holds no JPEG`);
  if (isFourTwoZero(first)) return path;
  const copy = join(folder, basename(path));
  if (modifiedMs(copy) > modifiedMs(path)) return copy;
  mkdirSync(folder, { recursive: true });
  const encode = (frame: Buffer) => sharp(frame).jpeg({ quality: 92, chromaSubsampling: '4:2:0' }).toBuffer();
  const encoded: Buffer[] = [];
  for (const frame of frames) encoded.push(await encode(frame));
  writeFileSync(copy, Buffer.concat(encoded));
  return copy;
}

/** The JPEGs of a motion JPEG, which are only put one after another. */
function framesOf(clip: Buffer): Buffer[] {
  const start = Buffer.from([0xff, 0xd8, 0xff]);
  const starts: number[] = [];
  for (let at = clip.indexOf(start); at >= 0; at = clip.indexOf(start, at + start.length)) starts.push(at);
  return starts.map((at, index) => clip.subarray(at, starts[index + 1] ?? clip.length));
}

/**
 * Whether luma has twice the samples of chroma both ways. Read from the frame header (ITU-T T.81, B.2.2) itself:
 * libvips calls the street clip, whose three components are all sampled 1 × 2, 4:2:0.
 */
function isFourTwoZero(jpeg: Buffer): boolean {
  const header = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  const factors = [11, 14, 17].map((offset) => jpeg[header + offset]);
  return header >= 0 && factors.join() === [0x22, 0x11, 0x11].join();
}

function modifiedMs(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
