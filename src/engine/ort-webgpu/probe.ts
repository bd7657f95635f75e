import type { Support } from '#core/engine-id.ts';

export async function probe(): Promise<Support> {
  // Browsers without WebGPU lack the property, whatever the types say.
  const gpu = navigator.gpu as GPU | undefined;
  if (!gpu) return { ok: false, reason: 'This browser has no WebGPU.' };
  try {
    if (await gpu.requestAdapter()) return { ok: true };
    return { ok: false, reason: 'The browser found no WebGPU adapter on this machine.' };
  } catch (error) {
    return { ok: false, reason: `WebGPU failed to start: ${String(error)}` };
  }
}
