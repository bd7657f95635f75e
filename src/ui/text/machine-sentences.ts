import { msg, str } from '@lit/localize';
import type { AdapterReport, MachineReport, WebglReport } from '#core/machine-report.ts';
import type { EngineId } from '#core/engine-id.ts';
import { engineNames, runsOnGpu } from './names.ts';

/** One thing that is true of this machine. `good` things help speed, the others explain its absence. */
export interface MachineFact {
  good: boolean;
  text: string;
}

/** The shortest name by which an adapter can be told: what the browser reveals differs a lot. */
export function adapterName(adapter: AdapterReport): string {
  const parts = [adapter.vendor, adapter.architecture, adapter.device].filter((part) => part !== '');
  return adapter.description || parts.join(' ') || msg('unnamed adapter');
}

/** What computes for an engine when that is not the CPU. */
export interface Graphics {
  name: string;
  software: boolean;
}

/** The renderer behind an engine: WebGPU and WebGL may have different ones. Undefined for engines on the CPU. */
export function graphicsOf(engine: EngineId, machine: MachineReport | undefined): Graphics | undefined {
  if (engine === 'mediapipe-gpu') {
    const webgl = machine?.webgl;
    return webgl && { name: webgl.renderer, software: webgl.software };
  }
  const adapter = runsOnGpu[engine] ? machine?.adapter : undefined;
  return adapter && { name: adapterName(adapter), software: adapter.software };
}

const importSentences: Record<MachineReport['frameImport'], () => MachineFact> = {
  'external-texture': () => ({ good: true, text: msg('Frames go to the GPU without a copy.') }),
  'copy-external-image': () => ({
    good: true,
    text: msg('Frames go to the GPU by a copy inside the browser.'),
  }),
  'write-texture': () => ({
    good: false,
    text: msg('Frames reach the GPU over the CPU, because this browser imports them in no other way.'),
  }),
  none: () => ({ good: false, text: msg('Frames are prepared on the CPU.') }),
};

/** The truth about the machine in plain sentences, most important first. */
export function machineFacts(machine: MachineReport): MachineFact[] {
  const facts = [gpuFact(machine)];
  const { adapter, webgl } = machine;
  if (webgl) facts.push(webglFact(webgl));
  if (adapter) {
    // How frames reach a software renderer says nothing: there is no GPU that they could go to.
    if (!adapter.software) facts.push(importSentences[machine.frameImport]());
    facts.push(
      adapter.shaderF16
        ? { good: true, text: msg('16-bit maths in shaders: fp16 models can run.') }
        : { good: false, text: msg('No 16-bit maths in shaders, so models run in fp32.') },
      adapter.timestampQuery
        ? { good: true, text: msg('The adapter has timestamps, so its time per frame is measured.') }
        : { good: false, text: msg('The adapter has no timestamps, so its own time cannot be shown.') },
    );
  }
  facts.push(threadFact(machine));
  facts.push(
    machine.simd
      ? { good: true, text: msg('WASM has SIMD.') }
      : { good: false, text: msg('WASM has no SIMD, so the CPU engines cannot run here.') },
  );
  return facts;
}

function gpuFact({ adapter, webgpuReason }: MachineReport): MachineFact {
  if (!adapter) {
    return {
      good: false,
      // Reasons come with or without their full stop.
      text: msg(
        str`No WebGPU here: ${(webgpuReason ?? msg('the browser gives no reason')).replace(/\.$/, '')}. Models run on the CPU.`,
      ),
    };
  }
  if (adapter.software) {
    return {
      good: false,
      text: msg(
        str`WebGPU runs on ${adapterName(adapter)}, a software renderer, not your GPU: its speed says nothing about a real one.`,
      ),
    };
  }
  return { good: true, text: msg(str`WebGPU runs on ${adapterName(adapter)}.`) };
}

/** MediaPipe's renderer, which may be another than WebGPU's. */
function webglFact({ renderer, software }: WebglReport): MachineFact {
  return software
    ? { good: false, text: msg(str`WebGL runs on ${renderer}, a software renderer, not your GPU.`) }
    : { good: true, text: msg(str`WebGL runs on ${renderer}.`) };
}

function threadFact(machine: MachineReport): MachineFact {
  const { threads, logicalProcessors } = machine;
  if (machine.sharedMemory && threads > 1) {
    return {
      good: true,
      text: msg(str`WASM may use ${threads} threads of ${logicalProcessors} processors.`),
    };
  }
  let why = msg('this browser has no shared memory for WASM');
  if (!machine.crossOriginIsolated) why = msg('the page was served without cross-origin isolation');
  else if (machine.sharedMemory) why = msg('no more processors are offered');
  return { good: false, text: msg(str`WASM runs on one thread, because ${why}.`) };
}

/** Each engine with what the probe said of it. */
export function engineFacts(machine: MachineReport): MachineFact[] {
  return Object.entries(machine.engines).map(([id, support]) => {
    const name = engineNames[id as EngineId].short;
    return support.ok ? { good: true, text: name } : { good: false, text: `${name}: ${support.reason}` };
  });
}
