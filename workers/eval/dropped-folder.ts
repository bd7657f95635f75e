/** A labelled folder out of files that a person dropped. Limits keep a hostile file from filling the memory. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { RgbaImage } from '#core/preprocess.ts';
import type { LabelledFolder } from '#eval/labelled-data.ts';
import type { DroppedFile } from './eval.api.ts';

const MOST_BYTES = 1 << 29;
const MOST_PIXELS = 1 << 26;

export function droppedFolder(dropped: readonly DroppedFile[]): LabelledFolder {
  const fileAt = new Map(dropped.map(({ path, file }) => [path, file]));
  const get = (path: string): File => {
    const file = fileAt.get(path);
    if (!file) throw new VitrineError('bad-file', `${path} is not in the folder`);
    if (file.size > MOST_BYTES)
      throw new VitrineError('bad-file', `${path} has ${file.size} bytes, at most ${MOST_BYTES} are read`);
    return file;
  };
  return {
    files: [...fileAt.keys()].sort(),
    read: async (path) => new Uint8Array(await get(path).arrayBuffer()),
    picture: (path) => pixelsOf(get(path), path),
  };
}

async function pixelsOf(file: Blob, path: string): Promise<RgbaImage> {
  // Labels are numbers: nothing may convert or premultiply them.
  const options = { colorSpaceConversion: 'none', premultiplyAlpha: 'none' } as const;
  const bitmap = await createImageBitmap(file, options).catch((cause: unknown) => {
    throw new VitrineError('bad-file', `${path} cannot be read as a picture`, {
      detail: String(cause),
      cause,
    });
  });
  try {
    const { width, height } = bitmap;
    if (width * height > MOST_PIXELS)
      throw new VitrineError('bad-file', `${path} has more than ${MOST_PIXELS} pixels`);
    const context = contextOf(width, height);
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, width, height);
  } finally {
    bitmap.close();
  }
}

export function pngOf({ width, height, data }: RgbaImage): Promise<Blob> {
  const context = contextOf(width, height);
  context.putImageData(new ImageData(Uint8ClampedArray.from(data), width, height), 0, 0);
  return context.canvas.convertToBlob({ type: 'image/png' });
}

function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new VitrineError('unsupported', 'This browser has no 2D canvas in workers.');
  return context;
}
