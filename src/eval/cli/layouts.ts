/** The layouts, found by reading their folder: nobody edits a list. */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { UsageError } from '#models/prepare/cli/arguments.ts';
import type { LabelledData, LabelledFolder, Layout } from '../labelled-data.ts';
import { chooseLayout } from '../choose-layout.ts';

const FOLDER = join(import.meta.dirname, '../layouts');

async function readLayouts(): Promise<Map<string, Layout>> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.ts')).sort();
  const read = names.map(async (name) => {
    const { layout } = (await import(pathToFileURL(join(FOLDER, name)).href)) as { layout?: Layout };
    if (!layout) throw new VitrineError('internal', `src/eval/layouts/${name} must export layout`);
    return [basename(name, '.ts'), layout] as const;
  });
  return new Map(await Promise.all(read));
}

/** The folder's data, by the layout that is named or that fits. */
export async function openData(folder: LabelledFolder, name: string | undefined): Promise<LabelledData> {
  const layouts = await readLayouts();
  if (name === undefined) return chooseLayout(layouts, folder.files).open(folder);
  const layout = layouts.get(name);
  if (!layout)
    throw new UsageError(`There is no layout ${name}; there are ${[...layouts.keys()].join(', ')}`);
  return layout.open(folder);
}
