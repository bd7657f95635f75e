/**
 * What was made, with the key under which it was made: a small file for each, so that commands that run side by side
 * never overwrite each other's. Lives in the cache: losing it only costs a new export.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sizeOfFile, writeAtomically } from './files.ts';
import { cacheFolder, outputFolder } from './paths.ts';

interface Entry {
  file: string;
  bytes: number;
}

interface Made<E extends Entry> {
  key: string;
  entry: E;
}

const recordOf = (file: string): string => join(cacheFolder, 'made', `${file}.json`);

export async function recordMade<E extends Entry>(key: string, entry: E): Promise<void> {
  await writeAtomically(recordOf(entry.file), JSON.stringify({ key, entry } satisfies Made<E>));
}

/**
 * The entry of `file` if it was made, still lies there in full length and, where `key` is given, was made under it.
 * The caller knows what kind of entry it recorded.
 */
export async function madeEntry<E extends Entry>(file: string, key?: string): Promise<E | undefined> {
  const made = await readMade<E>(file);
  if (!made || (key !== undefined && made.key !== key)) return undefined;
  return (await sizeOfFile(join(outputFolder, file))) === made.entry.bytes ? made.entry : undefined;
}

async function readMade<E extends Entry>(file: string): Promise<Made<E> | undefined> {
  try {
    return JSON.parse(await readFile(recordOf(file), 'utf8')) as Made<E>;
  } catch {
    return undefined;
  }
}
