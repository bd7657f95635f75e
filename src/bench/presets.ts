/** Plans that need no choosing. They name what is here: a preset never asks for a file that the server lacks. */
import type { EngineId, Support } from '#core/engine-id.ts';
import type { ModelFile } from '#core/io-spec.ts';
import type { Plan, PlanEngine } from './plan.ts';
import { makePlan } from './plan.ts';

export interface PresetMeans {
  files: readonly ModelFile[];
  engines: Record<EngineId, Support>;
  threads: number;
  /** WebGPU on a software renderer takes seconds a run: presets leave it out, a plan of your own may have it. */
  softwareGpu: boolean;
}

export interface Preset {
  id: 'quick' | 'models' | 'paper' | 'stress';
  name: string;
  /** What it answers, and how long that takes. */
  says: string;
  make: (means: PresetMeans) => Plan;
}

/**
 * Of two processors the browser itself needs one now and then: a cell on both measures that too, and is not the same twice.
 * Quick leaves it out; the other presets have it.
 */
const FEW_THREADS = 2;

/** Small models that every server has; short cells, so that a person waits for them. */
const QUICK = ['selfie-segmentation', 'centernet'];

/**
 * Systems at the sizes at which their papers tell of them (published figures stand beside ours with their device); what is
 * not here is built with filler weights, which cost the same.
 */
const PAPERS = [
  { model: 'ddrnet', variant: 'cityscapes-23-slim', sizes: [{ width: 2048, height: 1024 }] },
  { model: 'ddrnet', variant: 'camvid-23-slim', sizes: [{ width: 960, height: 720 }] },
  { model: 'espnetv2', variant: 'cityscapes-s20', sizes: [{ width: 1024, height: 512 }] },
  { model: 'cgnet', variant: 'camvid', sizes: [{ width: 480, height: 360 }] },
  { model: 'fast-scnn', sizes: [{ width: 2048, height: 1024 }] },
  { model: 'mcnn', variant: 'shanghaitech-a', sizes: [{ width: 1024, height: 768 }] },
  { model: 'yolox-nano', sizes: [{ width: 416, height: 416 }] },
  { model: 'fastestdet', sizes: [{ width: 352, height: 352 }] },
  { model: 'leyolo', sizes: [{ width: 640, height: 640 }] },
  { model: 'sinet-portrait', sizes: [{ width: 320, height: 320 }] },
];

export const presets: readonly Preset[] = [
  {
    id: 'quick',
    name: 'Quick',
    says: 'Two small models on every engine here, in less than a minute.',
    make: (means) =>
      makePlan({
        name: 'Quick',
        models: namesOf(means).some((name) => QUICK.includes(name))
          ? QUICK.filter((name) => namesOf(means).includes(name)).map((model) => smallest(model, means.files))
          : namesOf(means)
              .slice(0, 1)
              .map((model) => smallest(model, means.files)),
        engines: enginesOf(means).filter(({ threads }) => threads <= 1 || threads > FEW_THREADS),
        runs: { atLeast: 20, seconds: 3.2, warmUpSeconds: 3 },
        rounds: 10,
        // From then on the word of a minute comes first.
        repeatSeconds: 44,
        // Pictures to judge by labels take longer than all runs.
        accuracy: 0,
        cellSeconds: 20,
      }),
  },
  {
    id: 'models',
    name: 'This page’s models',
    says: 'Every model that is here at its default size, on every engine here.',
    make: (means) =>
      makePlan({
        name: 'This page’s models',
        models: namesOf(means).map((model) => ({ model })),
        engines: enginesOf(means),
        precisions: ['fp32', 'fp16'],
      }),
  },
  {
    id: 'paper',
    name: 'Paper table',
    says: 'The published systems at the sizes of their papers; their own figures stand beside, with their device.',
    make: (means) =>
      makePlan({
        name: 'Paper table',
        models: PAPERS,
        engines: enginesOf(means),
        precisions: ['fp32', 'fp16'],
        runs: { atLeast: 10, seconds: 10, warmUpSeconds: 30 },
        cellSeconds: 300,
        filler: true,
      }),
  },
  {
    id: 'stress',
    name: 'Stress',
    says: 'Input sizes grow until 30 frames a second are lost: the largest input that holds them.',
    make: (means) =>
      makePlan({
        name: 'Stress',
        models: namesOf(means).map((model) => ({ model, sizes: 'ramp' as const })),
        engines: enginesOf(means),
        runs: { atLeast: 30, seconds: 3, warmUpSeconds: 10 },
        cellSeconds: 60,
        accuracy: 0,
        holdFps: 30,
        filler: true,
      }),
  },
];

function namesOf({ files }: PresetMeans): string[] {
  return [...new Set(files.map(({ model }) => model))].sort();
}

/** The first variant at its smallest size. */
function smallest(model: string, files: readonly ModelFile[]) {
  const [first] = files.filter((file) => file.model === model);
  const sizes = files
    .filter((file) => file.model === model && file.variant === first?.variant)
    .map(({ size }) => size)
    .sort((a, b) => a.width * a.height - b.width * b.height);
  return { model, ...(first ? { variant: first.variant } : {}), sizes: sizes.slice(0, 1) };
}

/** One thread is measured beside all, because that is what a page without isolation gets. */
function enginesOf({ engines, threads, softwareGpu }: PresetMeans): PlanEngine[] {
  const chosen = (Object.keys(engines) as EngineId[]).filter((engine) => {
    const usesGpu = engine === 'ort-webgpu' || engine === 'mediapipe-gpu';
    return engines[engine].ok && !(usesGpu && softwareGpu);
  });
  return chosen.flatMap((engine): PlanEngine[] => {
    const plain = { engine, threads: 0, roundTrip: false };
    return engine === 'ort-wasm' && threads > 1
      ? [
          { ...plain, threads: 1 },
          { ...plain, threads },
        ]
      : [plain];
  });
}
