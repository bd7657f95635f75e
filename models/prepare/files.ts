import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export const sha256Of = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** The file's bytes as a plain Uint8Array: `slice` of Node's Buffer shares memory instead of copying. */
export async function readBytes(path: string): Promise<Uint8Array> {
  const buffer = await readFile(path);
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

/** The file's size, or undefined when there is none. */
export async function sizeOfFile(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

let written = 0;

/** Writes the file so that nobody ever sees half of it: beside its place first, then renamed. */
export async function writeAtomically(path: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  // Two may write the same file at a time, in one process or in several.
  const beside = `${path}.${process.pid}-${written++}.tmp`;
  try {
    await writeFile(beside, content);
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
}

/** Removes what commands that were killed left in the middle of writing; the names are those of writeAtomically. */
export async function removeHalfFiles(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const isOrphan = (name: string): boolean => {
    const [, pid] = /\.(\d+)-\d+\.tmp$/.exec(name) ?? [];
    return pid !== undefined && !isRunning(Number(pid));
  };
  await Promise.all(names.filter(isOrphan).map((name) => rm(join(folder, name), { force: true })));
}

function isRunning(pid: number): boolean {
  try {
    // Signal 0 asks and does nothing.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
