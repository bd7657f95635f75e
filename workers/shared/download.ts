import { VitrineError, isAbort } from '#core/errors/vitrine-error.ts';
import { sha256Of } from '#workers/sha256.ts';

/** What the index promises of a file below /models/. */
export interface ListedFile {
  file: string;
  bytes: number;
  sha256: string;
}

/** A connection that brings nothing for this long is given up (guessed; a slow line brings something). */
const STALL_LIMIT_MS = 30_000;

/** The bytes of `file`, of the promised length and hash. `onProgress` gets the bytes so far. */
export async function downloadModel(
  file: ListedFile,
  signal: AbortSignal,
  onProgress: (loaded: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const url = new URL(file.file, new URL('/models/', self.location.origin));
  const stall = new AbortController();
  const either = AbortSignal.any([signal, stall.signal]);
  const stalled = new VitrineError(
    'network',
    `${file.file}: nothing arrived for ${STALL_LIMIT_MS / 1000} s.`,
  );
  let timer = setTimeout(() => stall.abort(stalled), STALL_LIMIT_MS);
  try {
    const response = await fetch(url, { signal: either });
    if (!response.ok || !response.body) {
      const code = response.status === 404 ? 'model-missing' : 'network';
      throw new VitrineError(code, `${file.file}: the server answered ${response.status}.`);
    }
    const bytes = new Uint8Array(file.bytes);
    let loaded = 0;
    const reader = response.body.getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      clearTimeout(timer);
      timer = setTimeout(() => stall.abort(stalled), STALL_LIMIT_MS);
      if (loaded + value.length > bytes.length) {
        await reader.cancel();
        throw new VitrineError('bad-file', `${file.file}: expected ${file.bytes} bytes, got more.`);
      }
      bytes.set(value, loaded);
      loaded += value.length;
      onProgress(loaded);
    }
    if (loaded !== bytes.length) {
      throw new VitrineError('bad-file', `${file.file}: expected ${file.bytes} bytes, got ${loaded}.`);
    }
    return bytes;
  } catch (error) {
    if (error instanceof VitrineError || isAbort(error)) throw error;
    throw new VitrineError('network', `${file.file} could not be loaded.`, {
      detail: String(error),
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
}

/** Throws VitrineError('hash-mismatch') unless the bytes are those that the index promises. */
export async function verifyModel(bytes: Uint8Array<ArrayBuffer>, file: ListedFile): Promise<void> {
  const actual = await sha256Of(bytes);
  if (actual !== file.sha256) {
    throw new VitrineError('hash-mismatch', `${file.file} is not the file that the index lists.`, {
      detail: `expected sha256 ${file.sha256}, got ${actual}`,
    });
  }
}
