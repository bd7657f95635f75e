import { msg, str } from '@lit/localize';
import type { ClassLabel } from '#core/labels.ts';
import type { RankedClass, ResultSummary, TextLine } from '#core/result.ts';
import { classWord } from './class-words.ts';
import { formatCount, formatShare, plural } from './format.ts';

/** How many classes a sentence lists before it says "and more". */
const LISTED = 4;

/** What the newest frame holds, in one plain sentence; classes that are switched off are not mentioned. */
export function describeResult(
  summary: ResultSummary,
  labels: readonly ClassLabel[],
  hidden: readonly number[],
): string {
  switch (summary.kind) {
    case 'boxes':
      return describeCounts(countByClass(summary.detections, hidden), labels);
    case 'label-map':
      return describeShares(summary.shares, labels, hidden);
    case 'alpha-matte':
      return msg(str`The person covers ${formatShare(summary.coverage)} of the picture`);
    case 'density-map':
      return describeCrowd(Math.max(0, Math.round(summary.count)));
    case 'classes':
      return describeTop(summary.top);
    case 'text':
      return describeText(summary.lines);
    case 'picture':
      return msg(str`Enhanced; the new picture’s mean brightness is ${formatShare(summary.brightness)}`);
  }
}

function describeCrowd(people: number): string {
  const count = formatCount(people);
  return plural(people, { one: msg(str`About ${count} person`), other: msg(str`About ${count} people`) });
}

/** How many detections each class has, without hidden classes. */
export function countByClass(
  detections: readonly { classIndex: number }[],
  hidden: readonly number[],
): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { classIndex } of detections) {
    if (!hidden.includes(classIndex)) counts.set(classIndex, (counts.get(classIndex) ?? 0) + 1);
  }
  return counts;
}

/** The class's name in the page's language, or its number where the model names none. */
export function className(labels: readonly ClassLabel[], index: number): string {
  const name = labels[index]?.name;
  return name === undefined ? msg(str`class ${index}`) : classWord(name);
}

function describeCounts(counts: Map<number, number>, labels: readonly ClassLabel[]): string {
  const entries = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  if (entries.length === 0) return msg('Nothing found above the score threshold');
  return list(entries.map(([index, count]) => `${count} × ${className(labels, index)}`));
}

function describeShares(
  shares: readonly number[],
  labels: readonly ClassLabel[],
  hidden: readonly number[],
): string {
  const entries = shares
    .map((share, index) => ({ share, index }))
    .filter(({ share, index }) => share >= 0.005 && !hidden.includes(index))
    .sort((a, b) => b.share - a.share);
  if (entries.length === 0) return msg('No class shown');
  return list(entries.map(({ share, index }) => `${className(labels, index)} ${formatShare(share)}`));
}

/** The likeliest class and the runner-up: a whole list changes too fast to be read as a sentence. */
function describeTop(top: readonly RankedClass[]): string {
  const [first, second] = top.map(({ name, score }) => `${classWord(name)} (${formatShare(score)})`);
  if (first === undefined) return msg('No class named');
  return second === undefined ? msg(str`Most like: ${first}`) : msg(str`Most like: ${first}, then ${second}`);
}

function describeText(lines: readonly TextLine[]): string {
  const read = lines.filter(({ text }) => text !== '');
  if (read.length === 0) return msg('No text read');
  return msg(
    str`Reads: ${list(read.map(({ text, confidence }) => `“${text}” (${formatShare(confidence)})`))}`,
  );
}

function list(parts: string[]): string {
  const rest = parts.length - LISTED;
  const listed = parts.slice(0, LISTED).join(', ');
  return rest > 0 ? msg(str`${listed} and ${rest} more`) : listed;
}
