/** What a bench found: one versioned JSON document. Optional members are those that could not be measured. */
import * as v from 'valibot';
import { engineIds } from '#core/engine-id.ts';
import { cellSchema } from './cells.ts';
import { driftPointSchema } from './drift.ts';
import { machineSchema } from './machine.ts';
import { pressureSchema } from './pressure.ts';
import { planSchema, precisions, seedSchema } from './plan.ts';
import { readJson } from './read-json.ts';
import { summarySchema } from './summary.ts';

export const REPORT = { schema: 'vitrine-bench-report', version: 1 } as const;

const MOST_CELLS = 5000;
const ms = v.pipe(v.number(), v.minValue(0));
const samples = v.pipe(v.array(ms), v.maxLength(1_000_000));

/** `skipped`: a smaller size already lost the plan's frame rate. */
export const statuses = [
  'done',
  'failed',
  'crashed',
  'hung',
  'out-of-memory',
  'device-lost',
  'skipped',
  'cancelled',
] as const;
export type Status = (typeof statuses)[number];

export const agreementSchema = v.strictObject({
  /** Largest difference from ort-wasm fp32 on one reference frame, as a part of that output's range. */
  worst: v.number(),
  /** Mean of the same. */
  mean: v.number(),
  /** Which of the two must be within the tolerance. */
  judged: v.picklist(['worst', 'mean']),
  tolerance: v.number(),
  agrees: v.boolean(),
});
export type Agreement = v.InferOutput<typeof agreementSchema>;

const figureEntries = { name: v.string(), unit: v.string(), better: v.picklist(['higher', 'lower']) };

export const accuracySchema = v.strictObject({
  /** Which labelled pictures, and how many of them. */
  set: v.string(),
  pictures: v.number(),
  /** By the field's names; the first is the one that people compare by. */
  figures: v.array(v.strictObject({ ...figureEntries, value: v.optional(v.number()) })),
});
export type Accuracy = v.InferOutput<typeof accuracySchema>;

export const recordedSchema = v.strictObject({
  /** The labelled data: a folder's name, or `pack` for rendered pictures. */
  data: v.string(),
  pictures: v.number(),
  /** Width × height at which the model ran, or `own` where each picture was run at its own. */
  size: v.string(),
  /** The one that people compare by. */
  figure: v.strictObject({ ...figureEntries, value: v.number() }),
});
export type Recorded = v.InferOutput<typeof recordedSchema>;

export const resultSchema = v.strictObject({
  cell: cellSchema,
  status: v.picklist(statuses),
  /** Why it is not done, in plain words. */
  error: v.optional(
    v.strictObject({ code: v.string(), message: v.string(), detail: v.optional(v.string()) }),
  ),
  /** Seconds since the run began, and how long the cell took. */
  atSeconds: v.optional(v.number()),
  tookSeconds: v.optional(v.number()),
  conditions: v.optional(
    v.strictObject({
      engine: v.picklist(engineIds),
      threads: v.number(),
      precision: v.picklist(precisions),
      graphCapture: v.boolean(),
      notes: v.array(v.string()),
    }),
  ),
  /** False: filler weights, good for speed only. */
  trained: v.optional(v.boolean()),
  load: v.optional(
    v.strictObject({
      downloadMs: ms,
      sessionCreateMs: ms,
      firstInferenceMs: ms,
      /** From the worker's start to the first result. */
      firstResultMs: ms,
    }),
  ),
  warmUp: v.optional(v.strictObject({ runs: v.number(), ms, steady: v.boolean() })),
  /** One run, or one frame's inference: wall time with the queue drained. */
  inference: v.optional(summarySchema),
  /** By timestamp queries. */
  gpu: v.optional(summarySchema),
  /** Between displayed frames, and from capture to display; of pipelines. */
  period: v.optional(summarySchema),
  age: v.optional(summarySchema),
  frames: v.optional(v.strictObject({ shown: v.number(), dropped: v.number() })),
  samples: v.optional(
    v.strictObject({
      inference: v.optional(samples),
      gpu: v.optional(samples),
      period: v.optional(samples),
      age: v.optional(samples),
      /** How many of `inference` each round brought, where there were several. */
      rounds: v.optional(v.array(v.pipe(v.number(), v.integer(), v.minValue(1)))),
      /** Places among `rounds` of those beside which something else ran: kept here, in no figure. */
      disturbed: v.optional(v.array(v.pipe(v.number(), v.integer(), v.minValue(0)))),
      /** What the probe took before and after each of `inference`: two for each, where its thread was probed. */
      probes: v.optional(samples),
      /** Places among `inference` of the runs beside which something else ran: kept here, in no figure. */
      disturbedRuns: v.optional(v.array(v.pipe(v.number(), v.integer(), v.minValue(0)))),
    }),
  ),
  memory: v.optional(
    v.strictObject({
      modelBytes: v.number(),
      jsHeapBytes: v.optional(v.number()),
      gpuBytes: v.optional(v.number()),
    }),
  ),
  graph: v.optional(
    v.strictObject({
      nodes: v.number(),
      /** Those that the manifest says WebGPU leaves to the CPU. */
      cpuNodes: v.number(),
    }),
  ),
  work: v.optional(
    v.strictObject({
      /** Multiply-accumulates of one run: of the convolutions and products in the fp32 file of this size. */
      macs: v.number(),
      gmacPerSecond: v.number(),
      /** Of what the same engine reached on a matrix product here. */
      partOfPeak: v.optional(v.number()),
    }),
  ),
  /** Seconds of the cell under each pressure on the processor that the browser told: what stands for energy here. */
  pressure: v.optional(pressureSchema),
  /** By labels, on the rendered pack, in this very cell. */
  accuracy: v.optional(accuracySchema),
  /** By labels, recorded by us at another time for the same variant, size and precision. */
  recorded: v.optional(recordedSchema),
  agreement: v.optional(agreementSchema),
  /** Why there is no agreement figure. */
  agreementMissing: v.optional(v.string()),
  /** What a reader must know: the tab was hidden, the warm-up never steady, a software adapter … */
  marks: v.optional(v.array(v.string())),
});
export type Result = v.InferOutput<typeof resultSchema>;

export const peakSchema = v.strictObject({
  engine: v.picklist(engineIds),
  threads: v.number(),
  /** Of a matrix product, in 1e9 multiply-accumulates a second. */
  gemmGmacPerSecond: v.number(),
  /** Read and written by an addition too large for caches, in 1e9 bytes a second. */
  copyGBPerSecond: v.number(),
});
export type Peak = v.InferOutput<typeof peakSchema>;

export const reportSchema = v.strictObject({
  schema: v.literal(REPORT.schema),
  version: v.literal(REPORT.version),
  /** ISO 8601, UTC. */
  startedAt: v.string(),
  finishedAt: v.optional(v.string()),
  plan: planSchema,
  /** Of the order of cells and of every bootstrap interval. */
  seed: seedSchema,
  machine: machineSchema,
  /** In the order in which they ran. */
  results: v.pipe(v.array(resultSchema), v.maxLength(MOST_CELLS)),
  /** What pipelines ran on in place of the built-in scene. */
  clip: v.optional(v.strictObject({ name: v.string(), bytes: v.number() })),
  excluded: v.array(v.strictObject({ what: v.string(), why: v.string() })),
  drift: v.array(driftPointSchema),
  peaks: v.optional(v.array(peakSchema)),
  /** What happened to the run as a whole: a reload, a clock that went back, power. */
  marks: v.optional(v.array(v.string())),
});
export type Report = v.InferOutput<typeof reportSchema>;

/** Throws VitrineError('bad-file' | 'unsupported') in plain words. */
export function readReport(text: string): Report {
  return readJson(text, reportSchema, REPORT);
}
