/** Counts over time, a row a second, for a chart and a table. */
import type { CountEstimate } from './smoothed-count.ts';
import type { RegionCounts } from './tally.ts';

export interface CountRow {
  /** Start of the second, in milliseconds since 1970. */
  atMs: number;
  /** How many were in the picture, over the second's frames: mean, least and most. */
  mean: number;
  least: number;
  most: number;
  /** Of a crowd, as it stood at the second's newest frame; absent where objects are counted. */
  estimate?: CountEstimate;
  /** As they stood at the second's newest frame. */
  regions: readonly RegionCounts[];
}

const SECOND_MS = 1000;
/** A day: some ten megabytes. Older rows go. */
const MOST_ROWS = 86_400;

export class CountSeries {
  readonly #rows: CountRow[] = [];
  #frames = 0;

  /** Oldest first; the newest second may still grow. */
  get rows(): readonly CountRow[] {
    return this.#rows;
  }

  /** Takes a frame's counts. `shown`: objects, or an estimate of people. */
  add(atMs: number, shown: number, regions: readonly RegionCounts[], estimate?: CountEstimate): void {
    const newest = this.#rows.at(-1);
    // A clock that is set back must not turn the table's order: what comes then belongs to the newest second.
    const startMs = Math.max(Math.floor(atMs / SECOND_MS) * SECOND_MS, newest?.atMs ?? -Infinity);
    if (newest?.atMs !== startMs) {
      this.#frames = 1;
      // Most seconds nobody crosses: rows with the same counts share them, so that a day of many regions stays small.
      const same = newest && isSame(newest.regions, regions) ? newest.regions : regions;
      const row = { atMs: startMs, mean: shown, least: shown, most: shown, regions: same };
      this.#rows.push(estimate ? { ...row, estimate } : row);
      if (this.#rows.length > MOST_ROWS) this.#rows.shift();
      return;
    }
    this.#frames++;
    newest.mean += (shown - newest.mean) / this.#frames;
    newest.least = Math.min(newest.least, shown);
    newest.most = Math.max(newest.most, shown);
    if (!isSame(newest.regions, regions)) newest.regions = regions;
    if (estimate) newest.estimate = estimate;
  }

  clear(): void {
    this.#rows.length = 0;
  }
}

function isSame(a: readonly RegionCounts[], b: readonly RegionCounts[]): boolean {
  const figures = (counts: RegionCounts) =>
    counts.kind === 'line' ? [counts.in, counts.out] : [counts.now, counts.visitors];
  return (
    a.length === b.length &&
    a.every((one, index) => {
      const other = b[index];
      return (
        other?.kind === one.kind &&
        other.id === one.id &&
        figures(one).every((figure, at) => figure === figures(other)[at])
      );
    })
  );
}

/**
 * The rows as a table (RFC 4180), for spreadsheets. A line has two columns, a zone two; a region that did not exist yet
 * or no more leaves its cells empty. Estimates of a crowd have their running mean and its spread. Figures only, no pictures.
 */
export function countsToCsv(rows: readonly CountRow[]): string {
  const named = new Map<string, (row: CountRow) => number | undefined>();
  const find = (row: CountRow, kind: RegionCounts['kind'], id: number) =>
    row.regions.find((counts) => counts.kind === kind && counts.id === id);
  for (const { kind, id } of rows.flatMap(({ regions }) => regions)) {
    if (named.has(`${kind} ${id} ${kind === 'line' ? 'in' : 'now'}`)) continue;
    for (const key of kind === 'line' ? (['in', 'out'] as const) : (['now', 'visitors'] as const)) {
      named.set(`${kind} ${id} ${key}`, (row) => {
        const counts = find(row, kind, id) as Partial<Record<typeof key, number>> | undefined;
        return counts?.[key];
      });
    }
  }
  const columns = [...named].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  const round = (value: number) => String(Math.round(value * 100) / 100);
  const hasEstimates = rows.some(({ estimate }) => estimate);
  const estimateOf = ({ estimate }: CountRow) =>
    hasEstimates
      ? [estimate?.mean, estimate?.spread].map((value) => (value === undefined ? '' : round(value)))
      : [];
  const lines = rows.map((row) => [
    new Date(row.atMs).toISOString(),
    ...[row.mean, row.least, row.most].map(round),
    ...estimateOf(row),
    ...columns.map(([, read]) => String(read(row) ?? '')),
  ]);
  const header = [
    'time',
    'in picture',
    'least',
    'most',
    ...(hasEstimates ? ['smoothed', 'spread'] : []),
    ...columns.map(([name]) => name),
  ];
  return [header, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}
