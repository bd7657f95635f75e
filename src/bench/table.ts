/** A report's results as rows and columns: what the table, CSV and Markdown show alike. */
import type { Report, Result } from './report.ts';
import { fpsOf } from './order.ts';
import { pressedPart } from './pressure.ts';

export type Value = string | number | undefined;

export interface Column {
  id: string;
  title: string;
  /** Written after the title; of numbers. */
  unit?: string;
  of: (result: Result) => Value;
  /** In the page's table and in Markdown; the others are in CSV only. */
  isMain?: boolean;
}

/** The figure that a cell is about: the frame period of pipelines, the run of bare inference. */
export function mainSummary({ period, inference }: Result): Result['inference'] {
  return period ?? inference;
}

const percentOf = (part: number | undefined) => part && 100 * part;

const column = (id: string, title: string, of: Column['of'], unit?: string, isMain = false): Column => ({
  id,
  title,
  of,
  ...(unit === undefined ? {} : { unit }),
  isMain,
});
const main = (id: string, title: string, of: Column['of'], unit?: string) =>
  column(id, title, of, unit, true);

export const columns: readonly Column[] = [
  main('model', 'Model', ({ cell }) => `${cell.model}/${cell.variant}`),
  main('input', 'Input', ({ cell: { size } }) => `${size.width}×${size.height}`),
  main('engine', 'Engine', engineOf),
  main('precision', 'Precision', ({ cell }) => cell.precision),
  main('mode', 'Mode', ({ cell }) => cell.mode),
  main('median', 'Median', (result) => mainSummary(result)?.median, 'ms'),
  main('interval', '95 % interval', intervalOf, 'ms'),
  main('p90', 'p90', (result) => mainSummary(result)?.p90, 'ms'),
  main('p95', 'p95', (result) => mainSummary(result)?.p95, 'ms'),
  main('p99', 'p99', (result) => mainSummary(result)?.p99, 'ms'),
  main('variation', 'CV', (result) => percentOf(mainSummary(result)?.variation), '%'),
  main('runs', 'Runs', (result) => mainSummary(result)?.count),
  main('outliers', 'Outliers', (result) => mainSummary(result)?.outliers),
  column('least', 'Least', (result) => mainSummary(result)?.least, 'ms'),
  column('most', 'Most', (result) => mainSummary(result)?.most, 'ms'),
  column('low', 'Interval low', (result) => mainSummary(result)?.low, 'ms'),
  column('high', 'Interval high', (result) => mainSummary(result)?.high, 'ms'),
  main('fps', 'fps', fpsOf),
  main('agreement', 'Agreement', agreementOf),
  main('accuracy', 'By labels', accuracyOf),
  main('recorded', 'Recorded accuracy', recordedText),
  main('status', 'Status', statusOf),
  main('marks', 'Marks', ({ marks }) => marks?.join('; ')),
  column('inference', 'Inference median', ({ inference }) => inference?.median, 'ms'),
  main('gpu', 'On the GPU', ({ gpu }) => gpu?.median, 'ms'),
  column('age', 'Frame age', ({ age }) => age?.median, 'ms'),
  column('shown', 'Frames shown', ({ frames }) => frames?.shown),
  column('dropped', 'Frames dropped', ({ frames }) => frames?.dropped),
  column('download', 'Download', ({ load }) => load?.downloadMs, 'ms'),
  column('create', 'Session create', ({ load }) => load?.sessionCreateMs, 'ms'),
  column('first', 'First inference', ({ load }) => load?.firstInferenceMs, 'ms'),
  main('start', 'First result', ({ load }) => load?.firstResultMs, 'ms'),
  main('gmacs', 'Rate', ({ work }) => work?.gmacPerSecond, 'GMAC/s'),
  main('peak', 'Of peak', ({ work }) => work?.partOfPeak && work.partOfPeak * 100, '%'),
  column('macs', 'MACs', ({ work }) => work?.macs),
  column('nodes', 'Nodes', ({ graph }) => graph?.nodes),
  column('cpuNodes', 'Nodes left to the CPU', ({ graph }) => graph?.cpuNodes),
  column(
    'pressed',
    'Pressed',
    ({ pressure }) => pressure && percentOf(pressedPart(pressure)),
    '% of the time',
  ),
  column('modelBytes', 'Model', ({ memory }) => memory?.modelBytes, 'bytes'),
  column('heapBytes', 'JS heap', ({ memory }) => memory?.jsHeapBytes, 'bytes'),
  column('gpuBytes', 'GPU buffers and textures', ({ memory }) => memory?.gpuBytes, 'bytes'),
  column('worst', 'Worst difference', ({ agreement }) => agreement?.worst),
  column('mean', 'Mean difference', ({ agreement }) => agreement?.mean),
];

export const mainColumns = columns.filter(({ isMain }) => isMain);

function engineOf({ cell, conditions }: Result): string {
  const threads = conditions?.threads ?? cell.threads;
  const how = cell.engine === 'ort-wasm' && threads > 0 ? ` ${threads} thread${threads > 1 ? 's' : ''}` : '';
  return `${cell.engine}${how}${cell.roundTrip ? ', over the CPU' : ''}`;
}

function intervalOf(result: Result): Value {
  const summary = mainSummary(result);
  return summary && `${showNumber(summary.low)}–${showNumber(summary.high)}`;
}

function agreementOf({ agreement, trained, status }: Result): Value {
  if (!agreement) return undefined;
  const untrained = trained === false && status === 'done' ? ', untrained' : '';
  return (agreement.agrees ? 'agrees' : `departs by ${showNumber(agreement[agreement.judged])}`) + untrained;
}

function accuracyOf({ accuracy }: Result): Value {
  const [first] = accuracy?.figures ?? [];
  return first?.value === undefined
    ? undefined
    : `${first.name} ${showNumber(first.value)}${first.unit && ` ${first.unit}`}`;
}

/** With what it was recorded on: it is of another run, on other pictures than the cell's own. */
function recordedText({ recorded }: Result): Value {
  if (!recorded) return undefined;
  const { data, pictures, size, figure } = recorded;
  const unit = figure.unit && ` ${figure.unit}`;
  const at = size === 'own' ? 'each at its own size' : `at ${size}`;
  return `${figure.name} ${showNumber(figure.value)}${unit} on ${data} (${pictures} pictures, ${at})`;
}

function statusOf({ status, error }: Result): string {
  return error ? `${status}: ${error.message}` : status;
}

/** Three significant digits: what a bench can tell apart. Small numbers as powers of ten. */
export function showNumber(value: number): string {
  if (!Number.isFinite(value)) return '—';
  if (value !== 0 && Math.abs(value) < 0.001) return value.toExponential(1);
  const digits = Number(value.toPrecision(3));
  return Math.abs(digits) >= 1000 ? String(Math.round(digits)) : String(digits);
}

export function show(value: Value): string {
  if (value === undefined) return '';
  return typeof value === 'number' ? showNumber(value) : value;
}

export function titleOf({ title, unit }: Column): string {
  return unit === undefined ? title : `${title} (${unit})`;
}

/** Descending where `direction` is −1. What has no value comes last either way. */
export function sorted(results: readonly Result[], { of }: Pick<Column, 'of'>, direction: 1 | -1): Result[] {
  return results
    .map((result) => ({ result, value: of(result) }))
    .sort((a, b) => {
      if (a.value === undefined || b.value === undefined)
        return Number(a.value === undefined) - Number(b.value === undefined);
      return direction * compare(a.value, b.value);
    })
    .map(({ result }) => result);
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}

/** What a person searches in: every word must be somewhere in the row. */
export function textOf(result: Result): string {
  return mainColumns
    .map(({ of }) => show(of(result)))
    .join(' ')
    .toLowerCase();
}

/** RFC 4180, every figure as it is. */
export function toCsv({ results }: Report): string {
  const quoted = (value: Value) =>
    typeof value === 'number' ? String(value) : `"${(value ?? '').replaceAll('"', '""')}"`;
  const lines = [
    columns.map((one) => quoted(titleOf(one))),
    ...results.map((result) => columns.map(({ of }) => quoted(of(result)))),
  ];
  return lines.map((line) => `${line.join(',')}\r\n`).join('');
}
