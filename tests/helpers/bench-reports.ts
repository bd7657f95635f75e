import type { Cell } from '#bench/cells.ts';
import { machinePart, type Machine } from '#bench/machine.ts';
import { MersenneTwister } from '#bench/mersenne-twister.ts';
import { makePlan } from '#bench/plan.ts';
import { REPORT, type Report, type Result } from '#bench/report.ts';
import { shortened, summarise } from '#bench/summary.ts';
import { fakeMachine } from './fake-machine.ts';

/** The machine of all tests, as a report holds it. */
export const someMachine: Machine = {
  ...machinePart(fakeMachine),
  features: ['subgroups', 'timestamp-query'],
  limits: { maxBufferSize: 2 ** 30, maxTextureDimension2D: 8192 },
  browser: 'Chromium 156',
  os: 'Linux x86_64',
  memoryGiB: 8,
  screenHz: 60,
  clockStepMs: 0.005,
};

/** A report of `count` cells whose figures look like measured ones: noise with a tail, every member present. */
export function someReport(count: number, { seed = 1, runs = 60, factor = 1 } = {}): Report {
  const random = new MersenneTwister(seed);
  const noise = () => random.uint32() / 2 ** 32;
  const results = Array.from({ length: count }, (_, i): Result => {
    const cell = someCell(i);
    const base = factor * (2 + i * 1.37);
    const inference = Array.from({ length: runs }, () =>
      shortened(base * (1 + 0.03 * noise() + (noise() > 0.95 ? noise() : 0))),
    );
    const isGpu = cell.engine === 'ort-webgpu';
    const gpu = inference.map((ms) => shortened(ms * 0.9));
    const figure = summarise([inference], seed)!;
    return {
      cell,
      status: 'done',
      atSeconds: shortened(i * 4.1),
      tookSeconds: shortened(3 + noise()),
      conditions: {
        engine: cell.engine,
        threads: isGpu ? 0 : 2,
        precision: cell.precision,
        graphCapture: isGpu,
        notes: [],
      },
      trained: i % 5 !== 0,
      load: {
        downloadMs: shortened(20 + 90 * noise()),
        sessionCreateMs: shortened(600 * (1 + noise())),
        firstInferenceMs: shortened(base * (3 + noise())),
        firstResultMs: shortened(900 * (1 + noise())),
      },
      warmUp: { runs: 10 + (i % 7), ms: shortened(base * 14), steady: i % 11 !== 0 },
      inference: figure,
      ...(isGpu ? { gpu: summarise([gpu], seed)! } : {}),
      samples: { inference, ...(isGpu ? { gpu } : {}) },
      memory: { modelBytes: 441_357 + i * 1000, jsHeapBytes: 12_345_678 + i * 77_777 },
      work: {
        macs: 59_215_744 * (1 + i),
        gmacPerSecond: shortened((59_215_744 * (1 + i)) / figure.median / 1e6),
      },
      graph: { nodes: 120 + i, cpuNodes: 0 },
      ...(i % 5 === 1
        ? {
            recorded: {
              data: 'coco128',
              pictures: 64,
              size: '512×512',
              figure: { name: 'AP', value: 0.4107, unit: '', better: 'higher' as const },
            },
          }
        : {}),
      agreement: {
        worst: shortened(1e-6 * (1 + noise())),
        mean: shortened(1e-7 * (1 + noise())),
        judged: 'worst',
        tolerance: 0.001,
        agrees: true,
      },
    };
  });
  return {
    ...REPORT,
    startedAt: '2026-11-26T11:40:00.000Z',
    finishedAt: '2026-11-26T11:43:00.000Z',
    plan: makePlan({ name: 'Made up', models: [{ model: 'centernet' }], engines: [{ engine: 'ort-wasm' }] }),
    seed,
    machine: someMachine,
    results,
    excluded: [],
    drift: Array.from({ length: count + 1 }, (_, i) => ({
      atSeconds: shortened(i * 4.1),
      ms: shortened(20 * (1 + 0.02 * noise())),
      allMs: shortened(21 * (1 + 0.02 * noise())),
    })),
  };
}

const models = ['selfie-segmentation', 'centernet', 'cgnet', 'mcnn', 'yolox-nano'];
const engines = ['ort-wasm', 'ort-webgpu', 'mediapipe-cpu'] as const;

function someCell(i: number): Cell {
  const side = 128 + 64 * Math.floor(i / (models.length * engines.length));
  return {
    model: models[i % models.length]!,
    variant: 'square',
    size: { width: side, height: side },
    precision: 'fp32',
    engine: engines[Math.floor(i / models.length) % engines.length]!,
    threads: 0,
    roundTrip: false,
    mode: 'bare',
  };
}
