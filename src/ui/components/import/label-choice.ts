/** Which names classes get: the family's, a known data set's, one's own lines, or numbers. */
import { msg, str } from '@lit/localize';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { withSpreadColours } from '#core/label-sets/spread-colours.ts';
import type { ClassLabel } from '#core/labels.ts';

export interface LabelChoice {
  /** `usual`, `numbers`, `lines`, or the name of a known set. */
  from: string;
  /** One name a line, for `lines`. */
  lines: string;
}

const modules = import.meta.glob<Record<string, readonly ClassLabel[]>>('../../../core/label-sets/*-*.ts');

/** Known sets by file name, such as cityscapes-19: the number in it is how many classes it has. */
const sets = new Map(
  Object.entries(modules).flatMap(([path, load]) => {
    const name = path.replace(/^.*\/|\.ts$/g, '');
    return /-\d+/.test(name) ? [[name, load] as const] : [];
  }),
);

export const knownSets: readonly string[] = [...sets.keys()];

/** The set that has exactly this many classes, where only one does. */
export function setOfSize(count: number): string | undefined {
  const fitting = knownSets.filter((name) => new RegExp(`-${count}(-|$)`).test(name));
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** The labels; undefined for `usual`, which the worker knows. Throws VitrineError('bad-shape') for another count. */
export async function labelsOf(
  { from, lines }: LabelChoice,
  count: number,
): Promise<readonly ClassLabel[] | undefined> {
  if (from === 'usual') return undefined;
  if (from === 'numbers')
    return withSpreadColours(Array.from({ length: count }, (_, i) => msg(str`class ${i}`)));
  const labels = from === 'lines' ? withSpreadColours(namesIn(lines)) : await known(from);
  if (labels.length === count) return labels;
  throw new VitrineError(
    'bad-shape',
    msg(str`The model has ${count} classes, but ${labels.length} names were given.`),
  );
}

const namesIn = (lines: string): string[] =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Each set's file exports the set and nothing else. */
async function known(name: string): Promise<readonly ClassLabel[]> {
  const [labels = []] = Object.values((await sets.get(name)?.()) ?? {});
  return labels;
}
