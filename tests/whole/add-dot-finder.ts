/** The made-up model of the folder beside, with its weights and where they are said to be. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Of } from '#models/prepare/files.ts';
import { float32 } from '#export/tensor-data.ts';
import { torchFile } from '#tests/helpers/checkpoint-file.ts';

const folder = join(import.meta.dirname, 'dot-finder');

const bump = float32([1, 1, 3, 3], [-1, -1, -1, -1, 8, -1, -1, -1, -1]);

export const weights = torchFile(new Map([['bump.weight', { shape: bump.shape, read: () => bump.data }]]));

export const pin = { sha256: sha256Of(weights), bytes: weights.length };

/** The folder's files. With `url` its weights lie there; else beside them. */
export async function dotFinder(url?: string): Promise<Record<string, string | Uint8Array>> {
  const names = ['manifest.ts', 'network.ts', 'decode.ts', 'README.md'];
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const source = url ? { from: 'url', url, ...pin } : { from: 'own', path: 'bump.pth', ...pin };
  const files = Object.fromEntries(
    names.map((name, i) => [name, texts[i]!.replace("'%SOURCE%' as never", JSON.stringify(source))]),
  );
  return url ? files : { ...files, 'bump.pth': weights };
}
