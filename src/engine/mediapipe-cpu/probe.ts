import type { Support } from '#core/engine-id.ts';
import { askWebgl } from '#gpu/webgl.ts';

/** Its images go through WebGL2 even when it computes on the CPU. */
export function probe(): Promise<Support> {
  if (askWebgl()) return Promise.resolve({ ok: true });
  return Promise.resolve({ ok: false, reason: 'This browser has no WebGL2 in workers.' });
}
