/** public/models/index.json: the files that are there, in the order of the manifests. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelFile } from '#core/io-spec.ts';
import type { ModelIndex, ProbeFile } from '#session/model-catalog.api.ts';
import { sizeOfFile, writeAtomically } from './files.ts';
import { artefactsOf } from './plan.ts';
import { outputFolder } from './paths.ts';
import { PROBE_FILE } from './probe.ts';
import { madeEntry } from './record.ts';
import { isUntrained, type Subject } from './families.ts';

const indexPath = join(outputFolder, 'index.json');

/**
 * Lists what was made and lies there; what no manifest names any more is left out, and untrained files whose network
 * has changed: they cost no download, and speed is all that they are for. Another command may have added a
 * file meanwhile and written its index before ours: so it is looked again until nothing has changed.
 */
export async function writeIndex(subjects: readonly Subject[]): Promise<void> {
  let text = await indexOf(subjects);
  for (let written = ''; written !== text; text = await indexOf(subjects)) {
    await writeAtomically(indexPath, text);
    written = text;
  }
}

async function indexOf(subjects: readonly Subject[]): Promise<string> {
  const planned = (await Promise.all(subjects.map(artefactsOf))).flat();
  const files = await Promise.all(
    planned.map(({ subject, file, key }) =>
      madeEntry<ModelFile>(file, isUntrained(subject) ? key : undefined),
    ),
  );
  const probe = await madeEntry<ProbeFile>(PROBE_FILE);
  const index: ModelIndex = { version: 1, files: files.filter((file) => file !== undefined), probe };
  return `${JSON.stringify(index, undefined, 1)}\n`;
}

/** The index as it lies there; undefined when nothing was prepared yet. */
export async function readIndex(): Promise<ModelIndex | undefined> {
  if ((await sizeOfFile(indexPath)) === undefined) return undefined;
  return JSON.parse(await readFile(indexPath, 'utf8')) as ModelIndex;
}
