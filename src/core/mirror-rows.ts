import type { RgbaImage } from './preprocess.ts';

/** Flips the picture left to right, in place. */
export function mirrorRows({ data, width, height }: RgbaImage): void {
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  for (let y = 0; y < height; y++) pixels.subarray(y * width, (y + 1) * width).reverse();
}
