/** Keeps a report's figures with its model, where the page and `npm run models card` find them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccuracyFile, MeasuredAccuracy } from '#models/accuracy.ts';
import { isMissing, writeAtomically } from '#models/prepare/files.ts';
import { familiesFolder } from '#models/prepare/paths.ts';
import type { Report } from '../report.ts';

/** What is kept of a figure: more digits differ between machines. */
const DECIMALS = 4;

/** Resolves to the file. */
export function recordAccuracy(report: Report, data: string, folder = familiesFolder): Promise<string> {
  return keepAccuracy(report.model.id, measured(report, data), folder);
}

/** Replaces what was recorded for the same data, number of pictures, size and precision. Resolves to the file. */
export async function keepAccuracy(
  id: string,
  entry: MeasuredAccuracy,
  folder = familiesFolder,
): Promise<string> {
  const [family = '', variant = ''] = id.split('/');
  const path = join(folder, family, 'accuracy.json');
  const before: AccuracyFile = await readFile(path, 'utf8').then(
    (text) => JSON.parse(text) as AccuracyFile,
    (error: unknown) => {
      if (isMissing(error)) return {};
      throw error;
    },
  );
  const others = (before[variant] ?? []).filter((one) => !isSame(one, entry));
  const after = { ...before, [variant]: [...others, entry] };
  await writeAtomically(path, `${JSON.stringify(after, undefined, 2)}\n`);
  return path;
}

function measured({ model, data, figures, command = '' }: Report, name: string): MeasuredAccuracy {
  return {
    data: name,
    pictures: data.samples,
    size: model.size,
    precision: model.precision,
    figures: figures.flatMap(({ value, ...figure }) =>
      value === undefined ? [] : [{ ...figure, value: rounded(value) }],
    ),
    command: command.replace(/ --record\b| --out \S+| --fresh\b| --threads \d+| --worst \d+/g, ''),
  };
}

export const rounded = (value: number): number => Number(value.toFixed(DECIMALS));

const isSame = (a: MeasuredAccuracy, b: MeasuredAccuracy): boolean =>
  a.data === b.data && a.pictures === b.pictures && a.size === b.size && a.precision === b.precision;
