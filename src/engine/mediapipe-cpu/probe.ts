import type { Support } from '#core/engine-id.ts';

/** Its images go through WebGL2 even when it computes on the CPU. */
export function probe(): Promise<Support> {
  if (new OffscreenCanvas(1, 1).getContext('webgl2')) return Promise.resolve({ ok: true });
  return Promise.resolve({ ok: false, reason: 'This browser has no WebGL2 in workers.' });
}
