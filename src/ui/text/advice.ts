import { msg, str } from '@lit/localize';
import type { NodePlacement } from '#core/node-placement.ts';
import type { SessionState } from '#session/session-state.ts';
import { isGpuProvider } from './placement-words.ts';
import { graphicsOf } from './machine-sentences.ts';
import { runsOnGpu } from './names.ts';
import { plural } from './format.ts';

/** One sentence: what stands most in the way on this machine, and what to do about it. */
export function adviceFor(
  { machine, model }: Pick<SessionState, 'machine' | 'model'>,
  placements: readonly NodePlacement[] = [],
): string {
  if (!machine) return msg('Open a picture first: then this machine is examined.');
  const { adapter, crossOriginIsolated, sharedMemory, threads } = machine;
  const { report } = model;
  const isOnGpu = report !== undefined && runsOnGpu[report.engine];
  if (report && graphicsOf(report.engine, machine)?.software)
    return msg(
      'You are on a software renderer: choose the WASM engine, or turn on hardware acceleration in the browser’s settings.',
    );
  if (!crossOriginIsolated)
    return msg(
      'The page was served without cross-origin isolation, so the CPU works on one thread: serve it with the headers COOP and COEP, as “npm start” does.',
    );
  if (!sharedMemory || threads < 2)
    return msg(
      'The CPU works on one thread here: choose a small input size, or a browser that shares memory with WASM.',
    );
  if (!adapter && !isOnGpu)
    return msg(
      'There is no WebGPU here, so only the CPU works: choose a small model and input size, or a browser with WebGPU.',
    );
  const elsewhere = placements.filter(({ provider }) => isOnGpu && !isGpuProvider(provider));
  const count = elsewhere.reduce((sum, { nodes }) => sum + nodes, 0);
  if (count > 0)
    return plural(count, {
      one: msg(
        str`${count} operator of this model leaves the GPU and comes back: another model of this task may be faster.`,
      ),
      other: msg(
        str`${count} operators of this model leave the GPU and come back: another model of this task may be faster.`,
      ),
    });
  if (adapter?.software && !isOnGpu)
    return msg(
      'Your browser has no real GPU to offer, so the CPU is the right choice here: small models and input sizes run best.',
    );
  if (report?.engine === 'ort-webgpu' && adapter?.shaderF16 && report.precision === 'fp32')
    return msg(
      'Your GPU computes with 16 bits: where the model has the precision fp16, choose it for half the memory.',
    );
  return msg(
    'Nothing stands in the way here: if frames are dropped, choose a smaller input size or close other tabs.',
  );
}
