/**
 * Grid Average Mean absolute Error of one picture (Guerrero-Gómez-Olmedo et al., IbPRIA 2015): the picture is cut into
 * 4^level equal cells, and the absolute errors of the cells' counts are added. GAME(0) is the absolute error; a set's
 * GAME is the mean over its pictures. In persons.
 */
import type { Size } from '#core/geometry.ts';

/** Persons per cell of the map, row by row; its sum is the count. */
export interface CountMap extends Size {
  data: ArrayLike<number>;
}

/** `points` are true places in pixels of `picture`, which `found` covers as a whole. A map's cell belongs to the part its centre lies in. */
export function game(
  points: readonly { x: number; y: number }[],
  picture: Size,
  found: CountMap,
  level: number,
): number {
  if (found.data.length !== found.width * found.height) {
    throw new TypeError(`the map has ${found.data.length} values for ${found.width} × ${found.height} cells`);
  }
  const parts = 2 ** level;
  const errors = new Float64Array(parts * parts);
  // Points on the right or lower edge belong to the last part.
  const partOf = (share: number) => Math.max(0, Math.min(parts - 1, Math.floor(share * parts)));
  for (const { x, y } of points) {
    const part = partOf(y / picture.height) * parts + partOf(x / picture.width);
    errors[part] = (errors[part] ?? 0) - 1;
  }
  for (let i = 0; i < found.data.length; i++) {
    const row = Math.floor(i / found.width);
    const column = i % found.width;
    const part = partOf((row + 0.5) / found.height) * parts + partOf((column + 0.5) / found.width);
    errors[part] = (errors[part] ?? 0) + (found.data[i] ?? 0);
  }
  return errors.reduce((sum, error) => sum + Math.abs(error), 0);
}
