/** Which family a golden is held against: found among families/ by its model's name, so that nobody edits a list. */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Golden } from './golden-file.ts';
import type { GoldenFamily } from './golden-family.ts';

const folder = join(import.meta.dirname, 'families');

/** By name, which is that of the family's folder in models/. */
const families = new Map(
  await Promise.all(
    readdirSync(folder).map(async (file): Promise<[string, GoldenFamily]> => {
      const module = (await import(join(folder, file))) as { family: GoldenFamily };
      return [basename(file, '.ts'), module.family];
    }),
  ),
);

/** The name of the family that a golden's model belongs to. */
export function familyOf(model: string): string | undefined {
  const fits = ([name, { models }]: [string, GoldenFamily]) =>
    models.filter((start) => model.startsWith(start)).map((start) => ({ name, length: start.length }));
  return [...families].flatMap(fits).sort((a, b) => b.length - a.length)[0]?.name;
}

export function goldenFamily({ model }: Golden): GoldenFamily {
  const family = families.get(familyOf(model) ?? '');
  if (family) return family;
  const known = [...families.keys()].join(', ');
  throw new Error(`no file of ${folder} stands for the golden of ${model}; there are ${known}`);
}
