import sharp from 'sharp';
import type { RgbaImage } from '#core/preprocess.ts';

/** A picture file decoded to sRGB bytes, as a browser's decoder gives them. */
export async function readRgba(path: string): Promise<RgbaImage> {
  const { data, info } = await sharp(path)
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}
