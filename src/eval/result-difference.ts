/** Where two results of one frame differ. */
import type { Detection } from '#core/result.ts';
import type { Size } from '#core/geometry.ts';
import { onCommonGrid } from './common-grid.ts';
import { commonClasses, matchBoxes, type Shown } from './result-agreement.ts';

/** How much they differ in each cell, 0..1, row by row over the frame. */
export interface DifferenceMap extends Size {
  values: Float32Array;
}

/** Of maps of one kind; undefined for other results. Densities differ in parts of the highest of both. */
export function differenceMap(a: Shown, b: Shown): DifferenceMap | undefined {
  if (!a.map || !b.map || a.map.kind !== b.map.kind) return undefined;
  const { width, height, a: first, b: second } = onCommonGrid(a.map, b.map);
  const values = new Float32Array(width * height);
  if (a.map.kind === 'label-map') {
    const { ofA, ofB } = commonClasses(a, b);
    for (let i = 0; i < values.length; i++) values[i] = ofA[first[i]!] === ofB[second[i]!] ? 0 : 1;
    return { width, height, values };
  }
  const scale = a.map.kind === 'alpha-matte' ? 1 : Math.max(1e-6, highest(first), highest(second));
  for (let i = 0; i < values.length; i++) values[i] = Math.min(1, Math.abs(first[i]! - second[i]!) / scale);
  return { width, height, values };
}

/** Boxes that only one of the two has. */
export function unmatchedBoxes(a: Shown, b: Shown): { onlyA: Detection[]; onlyB: Detection[] } {
  const pairs = matchBoxes(a, b);
  const rest = ({ summary }: Shown, side: 0 | 1) =>
    summary.kind === 'boxes'
      ? summary.detections.filter((_, i) => !pairs.some((pair) => pair[side] === i))
      : [];
  return { onlyA: rest(a, 0), onlyB: rest(b, 1) };
}

function highest(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) if (values[i]! > most) most = values[i]!;
  return most;
}
