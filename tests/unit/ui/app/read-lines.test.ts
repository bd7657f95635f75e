import { describe, expect, it } from 'vitest';
import { readLines } from '#ui/app/read-lines.ts';

function stream(chunks: string[], onCancel?: () => void): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks[next++];
      if (chunk === undefined) controller.close();
      else controller.enqueue(encoder.encode(chunk));
    },
    cancel: onCancel,
  });
}

async function all(chunks: string[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of readLines(stream(chunks))) lines.push(line);
  return lines;
}

describe('readLines', () => {
  it('joins lines that come in pieces and parts lines that come together', async () => {
    expect(await all(['{"a"', ':1}\n{"b":2}\n{"c', '":3}\n'])).toEqual(['{"a":1}', '{"b":2}', '{"c":3}']);
  });

  it('gives the last line also without its end, and no empty ones', async () => {
    expect(await all(['one\n\n', 'two'])).toEqual(['one', 'two']);
    expect(await all([])).toEqual([]);
  });

  it('refuses a line without end instead of keeping it all', async () => {
    await expect(all(Array<string>(80).fill('x'.repeat(1000)))).rejects.toThrow('A line must be at most');
  });

  it('cancels the stream when its reader stops early', async () => {
    let isCancelled = false;
    for await (const line of readLines(
      stream(['one\n', 'two\n', 'three\n'], () => void (isCancelled = true)),
    )) {
      expect(line).toBe('one');
      break;
    }
    expect(isCancelled).toBe(true);
  });
});
