import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** A file of an installed npm package, as a plain Uint8Array. */
export function packageFile(path: string): Uint8Array {
  return new Uint8Array(readFileSync(join(root, 'node_modules', path)));
}
