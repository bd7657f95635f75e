/** What the charts show, as plain numbers. */
import { msg, str } from '@lit/localize';
import { seriesOf } from '#bench/order.ts';
import type { Result } from '#bench/report.ts';
import { mainSummary, columns } from '#bench/table.ts';
import type { Shown } from './desk.ts';

export const chartKinds = ['spread', 'accuracy', 'scaling', 'start'] as const;
export type ChartKind = (typeof chartKinds)[number];

export const chartWords: Record<ChartKind, () => { name: string; says: string }> = {
  spread: () => ({
    name: msg('How long runs take'),
    says: msg(
      'The middle half of the runs of each cell as a bar, the median and the 95th percentile as marks, in milliseconds.',
    ),
  }),
  accuracy: () => ({
    name: msg('Accuracy and speed'),
    says: msg(
      'How right each trained cell is by labels, one kind of pictures at a time, against its median milliseconds, which are logarithmic.',
    ),
  }),
  scaling: () => ({
    name: msg('Input size'),
    says: msg(
      'Median milliseconds against the pixels of the input, a line for each model and engine; both axes are logarithmic.',
    ),
  }),
  start: () => ({
    name: msg('First and steady'),
    says: msg(
      'Milliseconds until the first result, and of a steady run, for each cell; the axis is logarithmic.',
    ),
  }),
};

/** More bars than this are a carpet: the table has them all. */
const MOST_BARS = 30;

export interface Bar {
  label: string;
  middle: [low: number, high: number];
  median: number;
  p95: number;
}

export function spreadOf(shown: readonly Shown[]): Bar[] {
  return done(shown)
    .slice(0, MOST_BARS)
    .flatMap(({ letter, result }) => {
      const summary = mainSummary(result);
      if (!summary) return [];
      const { p25, p75, median, p95 } = summary;
      return [{ label: labelOf(result, letter), middle: [p25, p75], median, p95 }];
    });
}

export interface Line {
  label: string;
  points: { x: number; y: number }[];
}

/** Only series of two sizes or more make a line. */
export function scalingOf(shown: readonly Shown[]): Line[] {
  const series = new Map<string, Line>();
  for (const { letter, result } of done(shown)) {
    const summary = mainSummary(result);
    if (!summary) continue;
    const key = `${letter} ${seriesOf(result.cell)}`;
    const line = series.get(key) ?? { label: labelOf(result, letter, false), points: [] };
    const { width, height } = result.cell.size;
    line.points.push({ x: width * height, y: summary.median });
    series.set(key, line);
  }
  return [...series.values()]
    .filter(({ points }) => points.length > 1)
    .map(({ label, points }) => ({ label, points: points.sort((a, b) => a.x - b.x) }));
}

/** What a cell is judged by. Other figures, other pictures and other runs share no axis. */
export interface Figure {
  id: string;
  label: string;
  value: number;
}

function figuresOfCell({ accuracy, recorded, agreement }: Result): Figure[] {
  const figures: Figure[] = [];
  const [own] = accuracy?.figures ?? [];
  if (accuracy && own?.value !== undefined) {
    const { set, pictures } = accuracy;
    const label = msg(str`${own.name} on ${set} (${pictures} pictures), judged in the cell`);
    figures.push({ id: `cell ${set} ${pictures} ${own.name}`, label, value: own.value });
  }
  // What was recorded holds for a cell whose output is the recorded one's.
  if (recorded && agreement?.agrees !== false) {
    const { data, pictures, figure } = recorded;
    const label = msg(str`${figure.name} on ${data} (${pictures} pictures), recorded before`);
    figures.push({ id: `recorded ${data} ${pictures} ${figure.name}`, label, value: figure.value });
  }
  return figures;
}

/** What cells are judged by, the most frequent first. */
export function figuresOf(shown: readonly Shown[]): Pick<Figure, 'id' | 'label'>[] {
  const counts = new Map<string, { figure: Figure; count: number }>();
  for (const { result } of done(shown))
    for (const figure of figuresOfCell(result)) {
      counts.set(figure.id, { figure, count: (counts.get(figure.id)?.count ?? 0) + 1 });
    }
  return [...counts.values()].sort((a, b) => b.count - a.count).map(({ figure }) => figure);
}

/** A group of points for each model. `figure`: the id. */
export function accuracyOf(shown: readonly Shown[], figure: string | undefined): Line[] {
  const groups = new Map<string, Line>();
  for (const { letter, result } of done(shown)) {
    const found = figuresOfCell(result).find(({ id }) => id === figure);
    const summary = mainSummary(result);
    if (!found || !summary) continue;
    const label = `${letter}${result.cell.model}/${result.cell.variant}`;
    const group = groups.get(label) ?? { label, points: [] };
    group.points.push({ x: summary.median, y: found.value });
    groups.set(label, group);
  }
  return [...groups.values()];
}

export function startOf(shown: readonly Shown[]): { label: string; first: number; steady: number }[] {
  return done(shown)
    .slice(0, MOST_BARS)
    .flatMap(({ letter, result }) => {
      const steady = mainSummary(result)?.median;
      const first = result.load?.firstResultMs;
      return steady === undefined || first === undefined
        ? []
        : [{ label: labelOf(result, letter), first, steady }];
    });
}

function done(shown: readonly Shown[]): { letter: string; result: Result }[] {
  return shown.flatMap(({ report }, i) =>
    report.results
      .filter(({ status }) => status === 'done')
      .map((result) => ({ letter: shown.length > 1 ? `${String.fromCharCode(65 + i)} ` : '', result })),
  );
}

const engine = columns.find(({ id }) => id === 'engine')!;

function labelOf(result: Result, letter: string, withSize = true): string {
  const { model, size, precision, mode } = result.cell;
  const input = withSize ? ` ${size.width}×${size.height}` : '';
  const way = mode === 'bare' ? '' : `, ${mode}`;
  return `${letter}${model}${input} ${precision}, ${String(engine.of(result))}${way}`;
}
