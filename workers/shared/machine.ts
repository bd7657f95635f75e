import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { MachineReport } from '#core/machine-report.ts';
import { hasSimd } from '#engine/ort-wasm/probe.ts';
import { probeEngines } from '#engine/registry.ts';
import { askWebgl } from '#gpu/webgl.ts';
import { grantThreads, hasSharedMemory } from '#engine/wasm-threads.ts';
import type { GpuHolder, HeldGpu } from './gpu-holder.ts';

/** What this machine can do, found by trying. */
export async function describeMachine(holder: GpuHolder): Promise<MachineReport> {
  const engines = { ...(await probeEngines()) };
  const gpu = await holder.open().catch((error: unknown) => {
    if (error instanceof VitrineError && error.code === 'unsupported') return error.message;
    throw error;
  });
  if (typeof gpu === 'string') engines['ort-webgpu'] = { ok: false, reason: gpu };
  const held: HeldGpu | undefined = typeof gpu === 'string' ? undefined : gpu;
  return {
    adapter: held?.adapter,
    webgpuReason: typeof gpu === 'string' ? gpu : undefined,
    webgl: askWebgl()?.report,
    crossOriginIsolated: self.crossOriginIsolated,
    sharedMemory: hasSharedMemory(),
    simd: hasSimd(),
    threads: grantThreads(0),
    logicalProcessors: navigator.hardwareConcurrency || 1,
    frameImport: held?.frameImport ?? 'none',
    engines,
  };
}
