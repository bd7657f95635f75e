import { expect, it } from 'vitest';
import { hung, statusOf } from '#bench/cell-end.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { CRASHED } from '#workers/bench/bench.client.ts';

it.each([
  ['crashed', new VitrineError('internal', CRASHED, { detail: 'boom' })],
  ['hung', hung(5)],
  ['device-lost', new VitrineError('device-lost', 'The GPU device was lost.')],
  ['cancelled', new DOMException('', 'AbortError')],
  ['out-of-memory', new VitrineError('engine-failed', 'onnxruntime failed.', { detail: 'std::bad_alloc' })],
  ['out-of-memory', new RangeError('Array buffer allocation failed')],
  ['out-of-memory', new RangeError('Invalid typed array length: 99999999999')],
  ['out-of-memory', new Error('SafeIntOnOverflow() Integer overflow')],
  ['failed', new VitrineError('bad-shape', 'expected [1,3], got [1,4]')],
  ['failed', new VitrineError('unsupported', 'The clock moves in steps of 1 ms.')],
] as const)('%s is told of %s', (status, thrown) => {
  const end = statusOf(thrown);
  expect(end.status).toBe(status);
  expect(end.error.code).not.toBe('');
});
