/** How a pinned file is recognised: by its SHA-256, or as git names blobs where only that is published. */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { sizeOfFile } from './files.ts';
import type { Pinned } from '../manifest.ts';

/** The hash in hexadecimal; also the name under which the file is kept. */
export const hashIn = (pinned: Pinned): string => pinned.sha256 ?? pinned.gitBlob;

export const hashName = (pinned: Pinned): string => (pinned.sha256 ? 'SHA-256' : 'git blob SHA-1');

/** A git blob's name is the SHA-1 of "blob <length>", a zero byte and the content. */
function hashOfKind(pinned: Pinned): Hash {
  if (pinned.sha256) return createHash('sha256');
  return createHash('sha1').update(`blob ${pinned.bytes}\0`);
}

export const isPinned = (content: Uint8Array, pinned: Pinned): boolean =>
  content.length === pinned.bytes && hashOfKind(pinned).update(content).digest('hex') === hashIn(pinned);

export interface HashOptions {
  signal: AbortSignal;
  onProgress?: (loaded: number, total: number) => void;
}

/** The same of a file, read piece by piece. */
export async function isPinnedFile(
  path: string,
  pinned: Pinned,
  { signal, onProgress }: HashOptions,
): Promise<boolean> {
  if ((await sizeOfFile(path)) !== pinned.bytes) return false;
  const hash = hashOfKind(pinned);
  let loaded = 0;
  for await (const chunk of createReadStream(path, { signal }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    loaded += chunk.length;
    onProgress?.(loaded, pinned.bytes);
  }
  return hash.digest('hex') === hashIn(pinned);
}
