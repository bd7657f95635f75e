/** Results cell by cell as pictures of one byte a pixel, for programs that read them. */
import type { Size } from '#core/geometry.ts';
import { cellAt, windowTaps } from '#core/map-window.ts';
import type { ResultMap } from '#core/result.ts';

/** Kinds that make masks; people a cell fit no byte. */
export type MaskMap = ResultMap & { kind: 'label-map' | 'alpha-matte' };

/**
 * A byte for each pixel of the frame, row by row: the class index of the cell that holds the pixel's centre, or the
 * matte's opacity as 0..255 with cells mixed linearly.
 */
export function maskPixels(
  { kind, window, values }: MaskMap,
  { width, height }: Size,
): Uint8Array<ArrayBuffer> {
  const pixels = new Uint8Array(width * height);
  if (kind === 'label-map') {
    const cells = (u: number, v: number) => cellAt(window, u, v);
    const columns = Int32Array.from({ length: width }, (_, x) => cells((x + 0.5) / width, 0) % window.width);
    for (let y = 0; y < height; y++) {
      const row = cells(0, (y + 0.5) / height);
      const start = row - (row % window.width);
      for (let x = 0; x < width; x++) pixels[y * width + x] = values[start + columns[x]!]!;
    }
    return pixels;
  }
  const across = windowTaps(window.width, window.spanX, window.startX, width);
  const down = windowTaps(window.height, window.spanY, window.startY, height);
  for (let y = 0; y < height; y++) {
    const [upper, lower] = [down.first[y]! * window.width, down.second[y]! * window.width];
    for (let x = 0; x < width; x++) {
      const [left, right, part] = [across.first[x]!, across.second[x]!, across.weight[x]!];
      const mix = (row: number) => values[row + left]! + (values[row + right]! - values[row + left]!) * part;
      const opacity = mix(upper) + (mix(lower) - mix(upper)) * down.weight[y]!;
      pixels[y * width + x] = Math.round(255 * Math.min(Math.max(opacity, 0), 1));
    }
  }
  return pixels;
}

/** A greyscale PNG of 8 bits (https://www.w3.org/TR/png-3/); the browser's own deflate packs it off this thread. */
export async function greyPng(
  pixels: Uint8Array<ArrayBuffer>,
  { width, height }: Size,
): Promise<Uint8Array<ArrayBuffer>> {
  // Each row begins with its filter: none. Masks are flat, and deflate alone packs them well.
  const rows = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const packed = new Blob([rows]).stream().pipeThrough(new CompressionStream('deflate'));
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  view.setUint8(8, 8);
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('IDAT', new Uint8Array(await new Response(packed).arrayBuffer())),
    chunk('IEND', new Uint8Array()),
  ];
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** Length, name, data, and the check over the latter two. */
function chunk(name: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = name.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/** CRC-32 of ISO 3309, bit by bit: packed masks are a few kilobytes. */
function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
