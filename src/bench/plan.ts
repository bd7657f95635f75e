/** What a bench is to measure: JSON that is checked, kept in the report, and small enough for an address. */
import * as v from 'valibot';
import { engineIds } from '#core/engine-id.ts';
import { readJson } from './read-json.ts';

export const PLAN = { schema: 'vitrine-bench-plan', version: 1 } as const;

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const seconds = (most: number) => v.pipe(v.number(), v.minValue(0), v.maxValue(most));
/** Ids are folder names in models/. */
const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9._-]{0,63}$/));
export const sizeSchema = v.strictObject({ width: whole(1, 8192), height: whole(1, 8192) });
export const seedSchema = whole(0, 0xffffffff);

const modelSchema = v.strictObject({
  model: id,
  /** Without it: every variant that is here. */
  variant: v.optional(id),
  /** `default`: the first size of the variant's manifest that is here. `ramp`: growing ones of the same shape (`filler`). */
  sizes: v.optional(
    v.union([
      v.picklist(['default', 'all', 'ramp']),
      v.pipe(v.array(sizeSchema), v.minLength(1), v.maxLength(32)),
    ]),
    'default',
  ),
});

const engineSchema = v.strictObject({
  engine: v.picklist(engineIds),
  /** Of WASM engines; 0 or absent: as many as the machine grants. */
  threads: v.optional(whole(0, 64), 0),
  /** Tensors cross the CPU at each run, as in the page that most tutorials write: the baseline. */
  roundTrip: v.optional(v.boolean(), false),
});

/**
 * `bare`: inference alone on tensors that are ready. `pipeline`: the whole way from frame to canvas on the built-in scene,
 * or on the clip given to the run. `live`: the same on the camera. `naive`: the same as `pipeline`, written as most
 * tutorials do, on the page's thread: the baseline.
 */
export const modes = ['bare', 'pipeline', 'live', 'naive'] as const;
export type Mode = (typeof modes)[number];

export const precisions = ['fp32', 'fp16'] as const;

const runsSchema = v.strictObject({
  /** At least so many runs … */
  atLeast: v.optional(whole(2, 100_000), 30),
  /** … and at least so long, whichever comes later. */
  seconds: v.optional(seconds(3600), 10),
  /** A warm-up that is not steady by then is ended, and the cell marked. */
  warmUpSeconds: v.optional(seconds(600), 20),
});

export const planSchema = v.strictObject({
  schema: v.literal(PLAN.schema),
  version: v.literal(PLAN.version),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  models: v.pipe(v.array(modelSchema), v.minLength(1), v.maxLength(64)),
  engines: v.pipe(v.array(engineSchema), v.minLength(1), v.maxLength(32)),
  precisions: v.optional(v.pipe(v.array(v.picklist(precisions)), v.minLength(1), v.maxLength(2)), ['fp32']),
  modes: v.optional(v.pipe(v.array(v.picklist(modes)), v.minLength(1), v.maxLength(4)), ['bare']),
  runs: v.optional(runsSchema, {}),
  /**
   * A cell's runs are spread over so many rounds, in which cells take turns, so that what befalls the machine befalls all
   * alike. Workers of up to eight cells are alive at once then.
   */
  rounds: v.optional(whole(1, 100), 1),
  /**
   * While the run is younger, cells wait for the machine to be left alone, and of several rounds those beside which
   * something else ran are run again.
   */
  repeatSeconds: v.optional(seconds(86_400), 3600),
  /** Pictures of the rendered pack on which bare cells of trained models are judged by labels. */
  accuracy: v.optional(whole(0, 18), 6),
  /** What the server has no file of is built here with filler weights: they cost the same, and their results mean nothing. */
  filler: v.optional(v.boolean(), false),
  /** A cell that takes longer, its download aside, is ended and reported as hung. */
  cellSeconds: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(3600)), 120),
  /** Sizes of a model are tried from small to large, and left out once a smaller one was slower than this. */
  holdFps: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(1000))),
  /** Decides the order of the cells; drawn and recorded where it is absent. */
  seed: v.optional(seedSchema),
});

export type Plan = v.InferOutput<typeof planSchema>;
export type PlanModel = Plan['models'][number];
export type PlanEngine = Plan['engines'][number];

/** Throws VitrineError('bad-file' | 'unsupported') in plain words. */
export function readPlan(text: string): Plan {
  return readJson(text, planSchema, PLAN);
}

/** A plan with everything that `parts` leaves open at its default. */
export function makePlan(parts: Omit<v.InferInput<typeof planSchema>, 'schema' | 'version'>): Plan {
  return v.parse(planSchema, { ...PLAN, ...parts });
}
