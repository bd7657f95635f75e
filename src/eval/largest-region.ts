/**
 * The largest 4-connected region of the pixels that `mask` marks: 1 inside, 0 outside; of equally large ones the first in
 * reading order. `mask` is row by row, any value but 0 marks a pixel.
 */
export function largestRegion(mask: ArrayLike<number>, width: number): Uint8Array {
  const region = new Int32Array(mask.length);
  const stack = new Int32Array(mask.length);
  let regions = 0;
  let best = 0;
  let bestSize = 0;
  for (let start = 0; start < mask.length; start++) {
    if (!mask[start] || region[start]) continue;
    const size = flood(mask, width, region, stack, start, ++regions);
    if (size > bestSize) [best, bestSize] = [regions, size];
  }
  const inside = new Uint8Array(mask.length);
  if (best > 0) for (let i = 0; i < inside.length; i++) inside[i] = region[i] === best ? 1 : 0;
  return inside;
}

/** Numbers the region around `start` and returns its size. A pixel is pushed once, so that `stack` never overflows. */
function flood(
  mask: ArrayLike<number>,
  width: number,
  region: Int32Array,
  stack: Int32Array,
  start: number,
  number: number,
): number {
  let depth = 0;
  let size = 0;
  const push = (at: number) => {
    if (!mask[at] || region[at]) return;
    region[at] = number;
    stack[depth++] = at;
  };
  push(start);
  while (depth > 0) {
    const at = stack[--depth] ?? 0;
    const x = at % width;
    size++;
    if (x > 0) push(at - 1);
    if (x < width - 1) push(at + 1);
    if (at >= width) push(at - width);
    if (at < mask.length - width) push(at + width);
  }
  return size;
}
