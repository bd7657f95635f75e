import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder with goldens, mirror and labelled data: VITRINE_DATA, or ../shared beside the checkout. */
export const sharedFolder: string | undefined = [
  process.env['VITRINE_DATA'],
  resolve(import.meta.dirname, '../../../shared'),
].find((folder) => folder !== undefined && existsSync(join(folder, 'goldens')));

/** A path below the shared folder, or undefined when that is not there (the test is then reported as skipped). */
export function shared(path: string): string | undefined {
  if (sharedFolder === undefined) return undefined;
  const full = join(sharedFolder, path);
  return existsSync(full) ? full : undefined;
}
