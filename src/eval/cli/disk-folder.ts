/** A labelled folder on the disk. Links are not followed, and files beyond the limits are not read. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { RgbaImage } from '#core/preprocess.ts';
import type { LabelledFolder } from '../labelled-data.ts';

const MOST_FILES = 500_000;
/** COCO's train annotations are 470 MB. */
const MOST_BYTES = 1 << 29;
const MOST_PIXELS = 1 << 27;
const DEEPEST = 12;

export async function openDiskFolder(root: string): Promise<LabelledFolder> {
  const files: string[] = [];
  await list(root, '', 0, files);
  return {
    files: files.sort(),
    async read(path) {
      const { size } = await stat(join(root, path));
      if (size > MOST_BYTES)
        throw new VitrineError('bad-file', `${path} has ${size} bytes, at most ${MOST_BYTES} are read`);
      return readFile(join(root, path));
    },
    picture: (path) => readPicture(join(root, path)),
  };
}

async function list(root: string, below: string, depth: number, files: string[]): Promise<void> {
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch((cause: unknown) => {
    throw new VitrineError('bad-file', `The folder ${join(root, below)} cannot be read: ${String(cause)}`, {
      cause,
    });
  });
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isFile()) files.push(path);
    else if (entry.isDirectory() && depth < DEEPEST) await list(root, path, depth + 1, files);
    if (files.length > MOST_FILES)
      throw new VitrineError('bad-file', `${root} has more than ${MOST_FILES} files`);
  }
}

/** Decoded to sRGB bytes, as a browser's decoder gives them. */
async function readPicture(path: string): Promise<RgbaImage> {
  try {
    const { data, info } = await sharp(path, { limitInputPixels: MOST_PIXELS, sequentialRead: true })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height };
  } catch (cause) {
    throw new VitrineError('bad-file', `${path} cannot be read as a picture: ${String(cause)}`, { cause });
  }
}

export async function writePng(path: string, { data, width, height }: RgbaImage): Promise<void> {
  await sharp(data, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .png()
    .toFile(path);
}
