/** The truth about the machine that a report was made on. */
import * as v from 'valibot';
import { engineIds } from '#core/engine-id.ts';
import type { MachineReport } from '#core/machine-report.ts';

const supportSchema = v.union([
  v.strictObject({ ok: v.literal(true) }),
  v.strictObject({ ok: v.literal(false), reason: v.string() }),
]);

export const machineSchema = v.strictObject({
  adapter: v.optional(
    v.strictObject({
      vendor: v.string(),
      architecture: v.string(),
      device: v.string(),
      description: v.string(),
      software: v.boolean(),
      shaderF16: v.boolean(),
      timestampQuery: v.boolean(),
    }),
  ),
  webgpuReason: v.optional(v.string()),
  /** Missing where there is no WebGL2, and in older reports. */
  webgl: v.optional(v.strictObject({ renderer: v.string(), software: v.boolean() })),
  /** Of the adapter. Limits are left out of links. */
  features: v.array(v.string()),
  limits: v.optional(v.record(v.string(), v.number())),
  crossOriginIsolated: v.boolean(),
  sharedMemory: v.boolean(),
  simd: v.boolean(),
  threads: v.number(),
  logicalProcessors: v.number(),
  frameImport: v.picklist(['external-texture', 'copy-external-image', 'write-texture', 'none']),
  engines: v.strictObject(v.entriesFromList(engineIds, supportSchema)),
  browser: v.string(),
  os: v.string(),
  /** GiB, as the browser rounds it. */
  memoryGiB: v.optional(v.number()),
  screenHz: v.optional(v.number()),
  power: v.optional(v.strictObject({ charging: v.boolean(), level: v.number() })),
  /** The step of the clock that runs are timed with. */
  clockStepMs: v.number(),
});
export type Machine = v.InferOutput<typeof machineSchema>;

/** What most stands in the way of figures that hold; `nothing` is a machine that is as good as it gets. */
export type Hindrance =
  'software-gpu' | 'no-webgpu' | 'not-isolated' | 'no-shared-memory' | 'battery' | 'nothing';

/** The page has them in its own language. */
export type AdviceWords = Record<Hindrance, (threads: number) => string>;

const englishAdvice: AdviceWords = {
  'software-gpu': () =>
    'You are on a software renderer: WebGPU numbers here say nothing about a GPU. Turn on hardware acceleration, or read the WASM rows only.',
  'no-webgpu': () =>
    'There is no WebGPU here, so only the CPU is measured: use a browser that has it to see what your GPU does.',
  'not-isolated': () =>
    'The page is not cross-origin isolated, so WASM runs on one thread only: serve it with COOP and COEP (`npm start` does).',
  'no-shared-memory': () => 'This browser shares no memory with WASM, so the CPU runs on one thread only.',
  battery: () => 'You are on battery, and laptops run slower then: plug in for figures that hold.',
  nothing: (threads) =>
    `WebGPU runs on your GPU and WASM on ${threads} threads: close other tabs, and the figures are as good as this browser gives.`,
};

type Judged = Pick<Machine, 'adapter' | 'sharedMemory' | 'crossOriginIsolated' | 'power' | 'threads'>;

/** One plain sentence: what these figures are worth, and what to do about it. */
export function adviceOf(machine: Judged, words = englishAdvice): string {
  return words[hindranceOf(machine)](machine.threads);
}

function hindranceOf({ adapter, sharedMemory, crossOriginIsolated, power }: Judged): Hindrance {
  if (adapter?.software) return 'software-gpu';
  if (!adapter) return 'no-webgpu';
  if (!sharedMemory) return crossOriginIsolated ? 'no-shared-memory' : 'not-isolated';
  return power && !power.charging ? 'battery' : 'nothing';
}

/** What the worker tells of it, as a report holds it. */
export function machinePart(
  report: MachineReport,
): Omit<Machine, 'features' | 'limits' | 'browser' | 'os' | 'clockStepMs'> {
  const { adapter, webgpuReason, webgl, ...rest } = report;
  return {
    ...rest,
    ...(adapter ? { adapter } : {}),
    ...(webgpuReason === undefined ? {} : { webgpuReason }),
    ...(webgl ? { webgl } : {}),
  };
}

/** A screen that gives fewer frames than this is throttled, or unusually slow. */
const SLOW_SCREEN_HZ = 35;

/** What of the power supply a reader must know. Browsers do not tell of battery savers, but those halve the frame rate. */
export function powerMarks({ power, screenHz }: Pick<Machine, 'power' | 'screenHz'>): string[] {
  const marks: string[] = [];
  if (power && !power.charging) marks.push(`on battery (${Math.round(power.level * 100)} %)`);
  if (screenHz !== undefined && screenHz <= SLOW_SCREEN_HZ)
    marks.push(
      `the page got ${screenHz} frames a second: a battery saver, or another throttle, is likely on`,
    );
  return marks;
}
