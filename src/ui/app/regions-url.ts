/** Lines and zones as text in the address: `500-1000-500-0_…`, thousandths of the frame, one region after another. */
import * as v from 'valibot';
import type { LineRegion, Region, ZoneRegion } from '#core/counting/regions.ts';
import type { UnitPoint } from '#core/geometry.ts';

/** More than these would only hide the picture. */
const MOST_REGIONS = 16;
const MOST_CORNERS = 32;
const PARTS = 1000;

const points = v.pipe(
  v.string(),
  v.regex(/^\d{1,4}(-\d{1,4})*$/),
  v.transform((text) => text.split('-').map((part) => Number(part) / PARTS)),
  v.check((numbers) => numbers.length % 2 === 0 && numbers.every((number) => number <= 1)),
  v.transform((numbers) => {
    const list: UnitPoint[] = [];
    for (let i = 0; i < numbers.length; i += 2) list.push({ x: numbers[i] ?? 0, y: numbers[i + 1] ?? 0 });
    return list;
  }),
);
const regions = (fewest: number, most: number) =>
  v.pipe(
    v.string(),
    v.maxLength(4000),
    v.transform((text) => text.split('_')),
    v.array(v.pipe(points, v.minLength(fewest), v.maxLength(most))),
    v.maxLength(MOST_REGIONS),
  );
const nowhere: UnitPoint = { x: 0, y: 0 };

export const linesSchema = v.pipe(
  regions(2, 2),
  v.transform((all) =>
    all.map(([from = nowhere, to = nowhere], index): LineRegion => {
      return { kind: 'line', id: index + 1, points: [from, to] };
    }),
  ),
);

export const zonesSchema = v.pipe(
  regions(3, MOST_CORNERS),
  v.transform((all) =>
    all.map((corners, index): ZoneRegion => ({ kind: 'zone', id: index + 1, points: corners })),
  ),
);

/** Empty where there is none of that kind. */
export function formatRegions(all: readonly Region[], kind: Region['kind']): string {
  const part = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * PARTS);
  return all
    .filter((region) => region.kind === kind)
    .map(({ points: list }) => list.flatMap(({ x, y }) => [part(x), part(y)]).join('-'))
    .join('_');
}
