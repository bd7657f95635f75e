import { describe, expect, it } from 'vitest';
import { readColumns } from '#core/ctc.ts';

/** Columns that are sure of these characters; `-` is the blank. */
function columns(path: string, alphabet: string, score = 8): Float32Array {
  const row = alphabet.length + 1;
  const logits = new Float32Array(path.length * row);
  [...path].forEach(
    (letter, i) => (logits[i * row + (letter === '-' ? 0 : alphabet.indexOf(letter) + 1)] = score),
  );
  return logits;
}

describe('reading columns', () => {
  it.each([
    ['-hh-e-lll-lo-', 'hello'],
    ['hheelloo', 'helo'],
    ['--------', ''],
    ['e', 'e'],
    ['', ''],
  ])('of %s gives "%s"', (path, text) => {
    expect(readColumns(columns(path, 'ehlo'), 'ehlo').text).toBe(text);
  });

  it('is as sure as the mean of the characters that it keeps', () => {
    const logits = Float32Array.of(0, Math.log(3), 0, Math.log(9), 0, 0, 0, 0, Math.log(8));
    // b (3 of 5), blank, c (8 of 10).
    const { text, confidence } = readColumns(logits, 'bc');
    expect(text).toBe('bc');
    expect(confidence).toBeCloseTo((3 / 5 + 8 / 10) / 2, 6);
    expect(readColumns(columns('--', 'bc'), 'bc').confidence).toBe(0);
  });
});
