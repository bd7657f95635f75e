/** How a cell that did not get done is told: by what it threw. */
import { toErrorData, VitrineError } from '#core/errors/vitrine-error.ts';
import { CRASHED } from '#workers/bench/bench.client.ts';
import type { Result, Status } from './report.ts';

/**
 * What engines and browsers say when memory is short. onnxruntime throws the bare text of C++, and where a tensor has more
 * bytes than WASM can address, that of its checked integers.
 */
const OUT_OF_MEMORY =
  /bad_alloc|SafeIntOnOverflow|out of memory|\bOOM\b|allocation failed|failed to allocate|could not allocate|cannot enlarge memory|invalid typed array length|array length/i;

export function hung(seconds: number): VitrineError {
  return new VitrineError('stuck', `It did not end within ${seconds} s and was ended.`);
}

export function statusOf(thrown: unknown): { status: Status; error: NonNullable<Result['error']> } {
  const { code, message, detail } = toErrorData(thrown);
  const error = { code, message, ...(detail === undefined ? {} : { detail: detail.slice(0, 2000) }) };
  const status = (): Status => {
    if (code === 'aborted') return 'cancelled';
    if (code === 'device-lost') return 'device-lost';
    if (code === 'stuck') return 'hung';
    if (OUT_OF_MEMORY.test(`${message} ${detail ?? ''}`)) return 'out-of-memory';
    return message === CRASHED ? 'crashed' : 'failed';
  };
  return { status: status(), error };
}
