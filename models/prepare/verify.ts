/** Reads every prepared file anew and compares it with what the index says of it. */
import { join } from 'node:path';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { isPinnedFile } from './checksum.ts';
import { sizeOfFile } from './files.ts';
import { readIndex } from './index-file.ts';
import { outputFolder } from './paths.ts';

export interface Verified {
  file: string;
  /** Undefined where the file is as listed. */
  problem: string | undefined;
}

/** Rejects with VitrineError('model-missing') when nothing was prepared yet. */
export async function verifyModels(signal: AbortSignal): Promise<Verified[]> {
  const index = await readIndex();
  if (!index) {
    throw new VitrineError('model-missing', 'nothing is prepared yet; `npm run models prepare` does that');
  }
  const verified: Verified[] = [];
  for (const { file, bytes, sha256 } of [...index.files, ...(index.probe ? [index.probe] : [])]) {
    verified.push({ file, problem: await problemOf(join(outputFolder, file), { bytes, sha256 }, signal) });
  }
  return verified;
}

async function problemOf(
  path: string,
  listed: { bytes: number; sha256: string },
  signal: AbortSignal,
): Promise<string | undefined> {
  const length = await sizeOfFile(path);
  if (length === undefined) return 'missing';
  if (length !== listed.bytes) return `${length} bytes instead of ${listed.bytes}`;
  return (await isPinnedFile(path, listed, { signal })) ? undefined : 'its SHA-256 differs';
}
