/** What was made, with the key under which it was made. Lives in the cache: losing it only costs a new export. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelFile } from '#core/io-spec.ts';
import type { ProbeFile } from '#session/model-catalog.api.ts';
import { sizeOfFile, writeAtomically } from './files.ts';
import { cacheFolder, outputFolder } from './paths.ts';

interface Made<Entry> {
  key: string;
  entry: Entry;
}

export interface PreparedRecord {
  files: Record<string, Made<ModelFile>>;
  probe?: Made<ProbeFile>;
}

const recordPath = join(cacheFolder, 'prepared.json');

/** The record; empty when there is none or it cannot be read. */
export async function readRecord(): Promise<PreparedRecord> {
  try {
    const parsed = JSON.parse(await readFile(recordPath, 'utf8')) as Partial<PreparedRecord>;
    return typeof parsed.files === 'object' ? { ...parsed, files: parsed.files } : { files: {} };
  } catch {
    return { files: {} };
  }
}

/** Reads anew before it writes, so that two commands at a time lose nothing but the race for one entry. */
export async function updateRecord(change: (record: PreparedRecord) => void): Promise<PreparedRecord> {
  const record = await readRecord();
  change(record);
  await writeAtomically(recordPath, JSON.stringify(record, undefined, 1));
  return record;
}

/** True when the file was made under `key` and still lies there in full length. */
export async function isCurrent(
  made: Made<{ file: string; bytes: number }> | undefined,
  key: string,
): Promise<boolean> {
  return made?.key === key && (await sizeOfFile(join(outputFolder, made.entry.file))) === made.entry.bytes;
}
