import type { FrameBox } from '../geometry.ts';

/**
 * The whole object of which a part is seen: it has the expected size and covers that part, as near as it can be to where
 * it should be by now. So an object that goes behind a pillar keeps its size and its speed.
 */
export function wholeBox(seen: FrameBox, expected: FrameBox): FrameBox {
  const [left, right] = completed(seen.left, seen.right, expected.left, expected.right);
  const [top, bottom] = completed(seen.top, seen.bottom, expected.top, expected.bottom);
  return { left, top, right, bottom };
}

function completed(from: number, to: number, expectedFrom: number, expectedTo: number): [number, number] {
  const length = expectedTo - expectedFrom;
  if (to - from >= length) return [from, to];
  const start = Math.min(Math.max(expectedFrom, to - length), from);
  return [start, start + length];
}
