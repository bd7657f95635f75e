/** True when threads can share memory; some browsers are cross-origin isolated and lack SharedArrayBuffer. */
export function hasSharedMemory(): boolean {
  return typeof SharedArrayBuffer === 'function' && self.crossOriginIsolated;
}

/** More threads than this did not pay for networks of real-time size (guessed: onnxruntime's own default is 4). */
const MOST_THREADS = 8;

/**
 * Threads for WASM engines: `wanted`, or by default one a core up to 4 logical processors, above that one for each
 * two, because those are mostly pairs that share one core's arithmetic.
 */
export function grantThreads(wanted: number, logicalProcessors = navigator.hardwareConcurrency || 1): number {
  if (!hasSharedMemory()) return 1;
  const byDefault = Math.max(Math.min(logicalProcessors, 4), Math.floor(logicalProcessors / 2));
  return Math.max(1, Math.min(wanted > 0 ? wanted : byDefault, logicalProcessors, MOST_THREADS));
}
