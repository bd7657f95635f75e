import { describe, expect, it } from 'vitest';
import { VitrineError, fromErrorData, isAbort, toErrorData } from '#core/errors/vitrine-error.ts';

describe('errors as data', () => {
  it('keep code, message and detail across a thread', () => {
    const error = new VitrineError('bad-shape', 'expected [1,3], got [1,4]', { detail: 'output a' });
    const back = fromErrorData(structuredClone(toErrorData(error)));
    expect(back).toMatchObject({ code: 'bad-shape', message: error.message, detail: 'output a' });
  });

  it('know a cancelled operation, whatever threw it', () => {
    expect(toErrorData(new DOMException('stop', 'AbortError')).code).toBe('aborted');
    expect(isAbort(new VitrineError('aborted', 'stop'))).toBe(true);
    expect(isAbort(new Error('x'))).toBe(false);
    expect(isAbort(undefined)).toBe(false);
  });

  it('call anything unknown internal, with its stack', () => {
    const data = toErrorData(new RangeError('off'));
    expect(data).toMatchObject({ code: 'internal', message: 'off' });
    expect(data.detail).toContain('RangeError');
    expect(toErrorData('text')).toEqual({ code: 'internal', message: 'text', detail: undefined });
  });
});
