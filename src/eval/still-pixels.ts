/** Where two frames in a row show the same thing: the pixels over which flicker is measured. */
import type { RgbaImage } from '#core/preprocess.ts';

/**
 * Sensor noise and compression move a channel by a few steps of 255; what moves shows more. Guessed: twice the noise of
 * a web camera's plain wall; 0 for rendered frames, which have none.
 */
export const NOISE_STEPS = 8;

/**
 * 1 where no colour channel of the pixel or of its eight neighbours differs by more than `noise` steps of 255, else 0;
 * row by row. The neighbours keep the soft edge of what moves, which differs little by itself, out of the still part.
 */
export function stillPixels(before: RgbaImage, after: RgbaImage, noise = NOISE_STEPS): Uint8Array {
  const { width, height } = before;
  if (after.width !== width || after.height !== height) {
    throw new TypeError(`frames differ in size: ${width} × ${height}, ${after.width} × ${after.height}`);
  }
  const still = new Uint8Array(width * height).fill(1);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (isAlike(before.data, after.data, (y * width + x) * 4, noise)) continue;
      for (let v = Math.max(y - 1, 0); v <= Math.min(y + 1, height - 1); v++) {
        still.fill(0, v * width + Math.max(x - 1, 0), v * width + Math.min(x + 2, width));
      }
    }
  }
  return still;
}

function isAlike(a: ArrayLike<number>, b: ArrayLike<number>, at: number, noise: number): boolean {
  for (let c = at; c < at + 3; c++) if (Math.abs((a[c] ?? 0) - (b[c] ?? 0)) > noise) return false;
  return true;
}
