/** public/models/index.json: the files that are there, in the order of the manifests. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelFile } from '#core/io-spec.ts';
import type { ModelIndex } from '#session/model-catalog.api.ts';
import { sizeOfFile, writeAtomically } from './files.ts';
import { artefactsOf } from './plan.ts';
import { outputFolder } from './paths.ts';
import { isCurrent, readRecord } from './record.ts';
import type { Subject } from './families.ts';

const indexPath = join(outputFolder, 'index.json');

/** Lists what the record has and the folder holds; what no manifest names any more is left out. */
export async function writeIndex(subjects: readonly Subject[]): Promise<ModelIndex> {
  const record = await readRecord();
  const planned = (await Promise.all(subjects.map(artefactsOf))).flat();
  const files: ModelFile[] = [];
  for (const { file } of planned) {
    const made = record.files[file];
    if (made && (await isCurrent(made, made.key))) files.push(made.entry);
  }
  const probe =
    record.probe && (await isCurrent(record.probe, record.probe.key)) ? record.probe.entry : undefined;
  const index: ModelIndex = { version: 1, files, probe };
  await writeAtomically(indexPath, `${JSON.stringify(index, undefined, 1)}\n`);
  return index;
}

/** The index as it lies there; undefined when nothing was prepared yet. */
export async function readIndex(): Promise<ModelIndex | undefined> {
  if ((await sizeOfFile(indexPath)) === undefined) return undefined;
  return JSON.parse(await readFile(indexPath, 'utf8')) as ModelIndex;
}
