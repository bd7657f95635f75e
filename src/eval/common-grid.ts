/** Two maps of one frame, brought to one grid: models of other sizes give other cells. */
import type { Size } from '#core/geometry.ts';
import { cellAt, type MapWindow } from '#core/map-window.ts';
import type { ResultMap } from '#core/result.ts';

type Values = ResultMap['values'];

/** Values at the same places of the frame, row by row. */
export interface CommonGrid extends Size {
  a: Values;
  b: Values;
}

/** The finer of both grids along each axis; each value is that of the cell which holds the place, nothing is mixed. */
export function onCommonGrid(a: ResultMap, b: ResultMap): CommonGrid {
  if (isSameWindow(a.window, b.window)) {
    const { width, height } = a.window;
    return { width, height, a: a.values, b: b.values };
  }
  const width = Math.max(a.window.width, b.window.width);
  const height = Math.max(a.window.height, b.window.height);
  return { width, height, a: sampled(a, width, height), b: sampled(b, width, height) };
}

function isSameWindow(a: MapWindow, b: MapWindow): boolean {
  return (Object.keys(a) as (keyof MapWindow)[]).every((key) => a[key] === b[key]);
}

function sampled({ window, values }: ResultMap, width: number, height: number): Values {
  const out =
    values instanceof Uint16Array ? new Uint16Array(width * height) : new Float32Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++)
      out[i] = values[cellAt(window, (x + 0.5) / width, (y + 0.5) / height)]!;
  }
  return out;
}
