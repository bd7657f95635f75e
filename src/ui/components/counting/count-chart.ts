import type { CountRow } from '#core/counting/count-series.ts';

/** Counts over time as SVG path data in a box of `width` × `height`. */
export interface CountChart {
  /** Through the means, of a crowd through its smoothed count; broken where nothing was counted. */
  line: string;
  /** Between least and most of each second; of a crowd, one spread to each side of the line. */
  band: string;
  /** What the top edge stands for. */
  top: number;
}

const SECOND_MS = 1000;

/** The newest `spanS` seconds, the newest at the right edge. */
export function countChart(
  rows: readonly CountRow[],
  spanS: number,
  width: number,
  height: number,
): CountChart {
  const endMs = rows.at(-1)?.atMs ?? 0;
  const shown = rows.slice(-spanS).filter(({ atMs }) => atMs > endMs - spanS * SECOND_MS);
  const top = Math.max(1, Math.ceil(shown.reduce((most, row) => Math.max(most, rangeOf(row).most), 0)));
  const x = (atMs: number) => (width * (1 - (endMs - atMs) / (spanS * SECOND_MS))).toFixed(1);
  const y = (count: number) => (height * (1 - count / top)).toFixed(1);
  const runs: CountRow[][] = [];
  for (const row of shown) {
    const run = runs.at(-1);
    if (run && row.atMs - (run.at(-1)?.atMs ?? 0) <= 2 * SECOND_MS) run.push(row);
    else runs.push([row]);
  }
  const along = (run: readonly CountRow[], count: (row: CountRow) => number) =>
    run.map((row) => `${x(row.atMs)} ${y(count(row))}`).join('L');
  const line = runs.map((run) => `M${along(run, (row) => row.estimate?.mean ?? row.mean)}`).join('');
  const band = runs
    .map((run) => {
      const back = [...run].reverse();
      return `M${along(run, (row) => rangeOf(row).most)}L${along(back, (row) => rangeOf(row).least)}Z`;
    })
    .join('');
  return { line, band, top };
}

/** What the band covers in a second. */
function rangeOf({ estimate, least, most }: CountRow): { least: number; most: number } {
  if (!estimate) return { least, most };
  const { mean, spread } = estimate;
  return { least: Math.max(0, mean - spread), most: mean + spread };
}

/** The newest `spanS` seconds in figures; undefined before the first. */
export function recentCounts(rows: readonly CountRow[], spanS: number) {
  const recent = rows.slice(-spanS);
  const newest = recent.at(-1);
  if (!newest) return undefined;
  const sum = recent.reduce((total, { mean }) => total + mean, 0);
  return {
    mean: sum / recent.length,
    least: Math.min(...recent.map(({ least }) => least)),
    most: Math.max(...recent.map(({ most }) => most)),
  };
}
