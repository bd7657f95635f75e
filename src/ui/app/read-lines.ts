import { VitrineError } from '#core/errors/vitrine-error.ts';

/** Longer than any line of our protocols: a server that sends more is broken. */
const LONGEST_LINE = 65_536;

/** The lines of a text stream as they arrive, without empty ones. Ending the loop cancels the stream. */
export async function* readLines(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += value ?? '';
      const lines = rest.split('\n');
      rest = done ? '' : (lines.pop() ?? '');
      if (rest.length > LONGEST_LINE)
        throw new VitrineError('network', `A line must be at most ${LONGEST_LINE} characters long`);
      for (const line of lines) if (line.trim() !== '') yield line;
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
