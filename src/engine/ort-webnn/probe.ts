import type { Support } from '#core/engine-id.ts';

/** The part of WebNN that we touch; no library has its types yet. */
interface Ml {
  createContext(options?: { deviceType?: 'cpu' | 'gpu' | 'npu' }): Promise<unknown>;
}

export async function probe(): Promise<Support> {
  const ml = (navigator as { ml?: Ml }).ml;
  if (!ml) return { ok: false, reason: 'This browser has no WebNN.' };
  try {
    await ml.createContext({ deviceType: 'gpu' });
    return { ok: true };
  } catch (error) {
    return { ok: false, reason: `WebNN has no GPU context here: ${String(error)}` };
  }
}
