import type { Support } from '#core/engine-id.ts';

/** The delegate draws into float textures. */
export function probe(): Promise<Support> {
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!context) return Promise.resolve({ ok: false, reason: 'This browser has no WebGL2 in workers.' });
  if (context.getExtension('EXT_color_buffer_float')) return Promise.resolve({ ok: true });
  return Promise.resolve({ ok: false, reason: 'WebGL2 cannot draw into float textures here.' });
}
