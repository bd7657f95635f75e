import type { Support } from '#core/engine-id.ts';
import { askWebgl } from '#gpu/webgl.ts';

/** The delegate draws into float textures. */
export function probe(): Promise<Support> {
  const webgl = askWebgl();
  if (!webgl) return Promise.resolve({ ok: false, reason: 'This browser has no WebGL2 in workers.' });
  if (webgl.hasFloatTargets) return Promise.resolve({ ok: true });
  return Promise.resolve({ ok: false, reason: 'WebGL2 cannot draw into float textures here.' });
}
