/** Text as the fragment of an address, which browsers send to nobody: deflated, in base64url. */
import { VitrineError } from '#core/errors/vitrine-error.ts';

export async function foldText(text: string): Promise<string> {
  const bytes = await bytesOf(
    new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw')),
    Infinity,
  );
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @param mostBytes what it may unfold to; a few bytes can hold gigabytes. Throws VitrineError('bad-file') in plain words. */
export async function unfoldText(folded: string, mostBytes: number): Promise<string> {
  try {
    const binary = atob(folded.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return new TextDecoder('utf-8', { fatal: true }).decode(await bytesOf(stream, mostBytes));
  } catch (cause) {
    if (cause instanceof VitrineError) throw cause;
    throw damagedLink(cause);
  }
}

export function damagedLink(cause: unknown): VitrineError {
  return new VitrineError('bad-file', 'The link is damaged or was cut off: copy it whole.', {
    detail: String(cause),
    cause,
  });
}

async function bytesOf(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  mostBytes: number,
): Promise<Uint8Array> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > mostBytes) {
      await reader.cancel();
      throw new VitrineError('bad-file', 'The link unfolds to more than any of ours holds.');
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
