/**
 * Clips for the fake camera, uncompressed (YUV4MPEG2): Chromium heeds their frame rate, and no time goes into decoding
 * JPEGs, which is the camera's affair and not the pipeline's.
 */
import { readFile, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { Size } from '#core/geometry.ts';
import { shared } from '#tests/helpers/shared-data.ts';

export interface Clip {
  path: string;
  /** For the conditions that a bar prints. */
  name: string;
}

export interface ClipWish {
  /** A shared clip, scaled to cover `size`; `drawn`, and where there is no shared data, pictures drawn here. */
  what: 'portrait' | 'street' | 'crowd' | 'drawn';
  /** Even sides. */
  size: Size;
  framesPerSecond: number;
}

/** A second of a longer clip is enough: it is played in a loop. */
const FRAMES = 30;

export async function makeClip({ what, size, framesPerSecond }: ClipWish, path: string): Promise<Clip> {
  const { pictures, isShared } = await picturesOf(what);
  const { width, height } = size;
  const parts: Buffer[] = [
    Buffer.from(`YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`),
  ];
  for (const picture of pictures.slice(0, FRAMES)) {
    const scaled = sharp(picture)
      .resize({ ...size, fit: 'cover' })
      .removeAlpha();
    parts.push(Buffer.from('FRAME\n'), toI420(await scaled.raw().toBuffer(), size));
  }
  await writeFile(path, Buffer.concat(parts));
  const name = isShared ? `shared clip ${what}` : 'drawn pictures';
  return { path, name: `${name}, ${width}x${height} at ${framesPerSecond} fps` };
}

/** The pictures of a clip, one file each (JPEG or SVG). */
export async function picturesOf(what: ClipWish['what']): Promise<{ pictures: Buffer[]; isShared: boolean }> {
  const source = what === 'drawn' ? undefined : shared(`data/clips/${what}-640x480.mjpeg`);
  const pictures = source ? splitJpegs(await readFile(source)) : drawnPictures();
  return { pictures, isShared: source !== undefined };
}

/** Full-range BT.601 as in JPEG (JFIF 1.02), chroma of the top left pixel of each four. Sides must be even. */
function toI420(rgb: Buffer, { width, height }: Size): Buffer {
  const count = width * height;
  const out = Buffer.alloc((count * 3) / 2);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      const [r, g, b] = [rgb[at]!, rgb[at + 1]!, rgb[at + 2]!];
      out[y * width + x] = Math.round(0.299 * r + 0.587 * g + 0.114 * b);
      if (x % 2 === 1 || y % 2 === 1) continue;
      const chroma = count + (y / 2) * (width / 2) + x / 2;
      out[chroma] = Math.round(128 - 0.168736 * r - 0.331264 * g + 0.5 * b);
      out[chroma + count / 4] = Math.round(128 + 0.5 * r - 0.418688 * g - 0.081312 * b);
    }
  }
  return out;
}

/** The JPEG files in a row of them, by their start and end markers. */
function splitJpegs(bytes: Buffer): Buffer[] {
  const [start, end] = [Buffer.from([0xff, 0xd8, 0xff]), Buffer.from([0xff, 0xd9])];
  const pictures: Buffer[] = [];
  for (let from = bytes.indexOf(start); from >= 0;) {
    const next = bytes.indexOf(start, from + 3);
    const to = bytes.lastIndexOf(end, next < 0 ? bytes.length : next) + 2;
    pictures.push(bytes.subarray(from, to));
    from = next;
  }
  return pictures;
}

/** A head and shoulders that sway before a wall. */
function drawnPictures(): Buffer[] {
  return Array.from({ length: 30 }, (_, i) => {
    const x = 320 + Math.round(40 * Math.sin((i / 30) * 2 * Math.PI));
    return Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480">
        <rect width="640" height="480" fill="#9fb3c0"/><rect y="380" width="640" height="100" fill="#7b6a58"/>
        <ellipse cx="${x}" cy="470" rx="170" ry="140" fill="#3a4f7a"/><ellipse cx="${x}" cy="210" rx="75" ry="100" fill="#d9a883"/>
        <path d="M${x - 80} 200 a80 95 0 0 1 160 0 q-80 -60 -160 0" fill="#3a2618"/>
        <circle cx="${x - 28}" cy="205" r="7" fill="#222"/><circle cx="${x + 28}" cy="205" r="7" fill="#222"/>
        <ellipse cx="${x}" cy="262" rx="26" ry="7" fill="#9c4a44"/></svg>`,
    );
  });
}
