import { msg } from '@lit/localize';
import type { ClassLabel } from '#core/labels.ts';
import type { ResultSummary } from '#core/result.ts';
import { formsOfClass } from '../../text/class-words.ts';
import { className, countByClass, describeResult } from '../../text/describe-result.ts';

/** Shares are said in steps: each per cent would be news. */
const STEP = 0.1;

/**
 * A result as one says it: "3 people, 1 dog", "3 Personen, 1 Hund", and only what is worth hearing of. The same text for
 * results that differ by noise.
 */
export function spokenResult(
  summary: ResultSummary,
  labels: readonly ClassLabel[],
  hidden: readonly number[],
  language: string,
): string {
  if (summary.kind === 'boxes') {
    const counts = [...countByClass(summary.detections, hidden)].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    if (counts.length === 0) return msg('Nothing found');
    const words = counts.map(([index, count]) => {
      const name = labels[index]?.name;
      return name === undefined ? `${className(labels, index)}: ${count}` : countWords(count, name, language);
    });
    // Chinese and Japanese write the parts of a unit list without anything between them.
    const type = /^(ja|zh)/.test(language) ? 'conjunction' : 'unit';
    return new Intl.ListFormat(language, { type }).format(words);
  }
  return describeResult(inSteps(summary), labels, hidden);
}

function inSteps(summary: ResultSummary): ResultSummary {
  const step = (value: number) => Math.round(value / STEP) * STEP;
  switch (summary.kind) {
    case 'alpha-matte':
      return { ...summary, coverage: step(summary.coverage) };
    case 'label-map':
      return { ...summary, shares: summary.shares.map(step) };
    case 'density-map':
      return { ...summary, count: roughly(summary.count) };
    case 'picture':
      return { ...summary, brightness: step(summary.brightness) };
    default:
      return summary;
  }
}

/** Two significant digits. */
const roughly = (count: number): number => (count < 20 ? Math.round(count) : Number(count.toPrecision(2)));

/**
 * `name`: the class's in English, whose plurals a rule of three lines covers. Chinese and Japanese have none, and count
 * with a word behind the number. A class that the language has no word for keeps the model's name.
 */
function countWords(count: number, name: string, language: string): string {
  if (language.startsWith('en')) return `${count} ${count === 1 ? name : pluralOf(name)}`;
  const [word = name, other] = formsOfClass(name) ?? [];
  if (other === undefined) return `${word}: ${count}`;
  if (language.startsWith('ja')) return `${word}${count}${other}`;
  if (language.startsWith('zh')) return `${count}${other}${word}`;
  return `${count} ${new Intl.PluralRules(language).select(count) === 'one' ? word : other}`;
}

const irregular: Readonly<Record<string, string>> = {
  person: 'people',
  mouse: 'mice',
  sheep: 'sheep',
  knife: 'knives',
  scissors: 'scissors',
  skis: 'skis',
};

export function pluralOf(name: string): string {
  const plural = irregular[name];
  if (plural) return plural;
  if (/(s|x|z|ch|sh)$/.test(name)) return `${name}es`;
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}
