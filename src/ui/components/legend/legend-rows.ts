import type { ClassLabel } from '#core/labels.ts';
import type { ResultSummary } from '#core/result.ts';
import { classWord } from '../../text/class-words.ts';
import { className, countByClass } from '../../text/describe-result.ts';
import { formatCount, formatShare } from '../../text/format.ts';

export interface LegendRow {
  classIndex: number;
  name: string;
  colour: ClassLabel['colour'];
  figure: string;
  /** Part of the full bar, 0..1. */
  bar: number;
  hidden: boolean;
}

const NEUTRAL: ClassLabel['colour'] = [200, 200, 200];

/**
 * The rows of the legend: every class of a label map with its share; of boxes those in `recent` (seen lately) or
 * hidden, so that rows do not jump with each frame. Other kinds have none.
 */
export function legendRows(
  summary: ResultSummary | undefined,
  labels: readonly ClassLabel[],
  hidden: readonly number[],
  recent: ReadonlySet<number>,
): LegendRow[] {
  const row = (classIndex: number, figure: string, bar: number): LegendRow => ({
    classIndex,
    name: className(labels, classIndex),
    colour: labels[classIndex]?.colour ?? NEUTRAL,
    figure,
    bar,
    hidden: hidden.includes(classIndex),
  });
  if (summary?.kind === 'label-map') {
    return labels.map((_, index) => {
      const share = summary.shares[index] ?? 0;
      return row(index, formatShare(share), share);
    });
  }
  if (summary?.kind === 'boxes') {
    const counts = countByClass(summary.detections, []);
    const most = Math.max(1, ...counts.values());
    const indices = new Set([...recent, ...counts.keys(), ...hidden]);
    return [...indices]
      .sort((a, b) => a - b)
      .map((index) => row(index, formatCount(counts.get(index) ?? 0), (counts.get(index) ?? 0) / most));
  }
  return [];
}

/** The classes whose name, here or in English, holds what was typed, by index; none where nothing was. */
export function classesNamed(labels: readonly ClassLabel[], typed: string): number[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return [];
  return labels.flatMap(({ name }, index) =>
    [name, classWord(name)].some((each) => each.toLowerCase().includes(wanted)) ? [index] : [],
  );
}
