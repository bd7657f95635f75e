import { describe, expect, it } from 'vitest';
import { VitrineError, toErrorData, type ErrorCode } from '#core/errors/vitrine-error.ts';
import { wordError } from '#ui/errors/word-error.ts';

/** A record, so that a new code does not compile before it is listed here and worded. */
const codes: Record<ErrorCode, true> = {
  aborted: true,
  'bad-attribute': true,
  'bad-file': true,
  'bad-shape': true,
  'camera-busy': true,
  'camera-denied': true,
  'camera-ended': true,
  'camera-missing': true,
  'device-lost': true,
  'engine-failed': true,
  'hash-mismatch': true,
  internal: true,
  'microphone-denied': true,
  'microphone-missing': true,
  'model-missing': true,
  network: true,
  'not-media': true,
  'one-at-a-time': true,
  'screen-denied': true,
  'silent-file': true,
  storage: true,
  stuck: true,
  unsupported: true,
};

describe('errors for people', () => {
  it.each(Object.keys(codes) as ErrorCode[])('word %s as a title and two whole sentences', (code) => {
    const { title, what, todo } = wordError(toErrorData(new VitrineError(code, 'rule and found')));
    expect(title).toMatch(/^[A-Z][^.]+$/);
    for (const sentence of [what, todo]) expect(sentence).toMatch(/^[A-Z].+\.$/s);
  });

  it('say something different for each code', () => {
    const said = (Object.keys(codes) as ErrorCode[]).map((code) => wordError({ code, message: '' }).title);
    expect(new Set(said).size).toBe(said.length);
  });
});
