/** What an evaluation found: one versioned JSON document. */
import * as v from 'valibot';
import { quantile } from '#core/quantiles.ts';
import type { SampleOutcome } from './evaluate.ts';
import type { Context, Figure } from './judges/judge.ts';
import { judgeOf } from './judges/judges.ts';
import type { LabelledData } from './labelled-data.ts';

export const REPORT = { schema: 'vitrine-evaluation-report', version: 1 } as const;

const figureSchema = v.strictObject({
  name: v.string(),
  value: v.optional(v.number()),
  unit: v.string(),
  better: v.picklist(['higher', 'lower']),
});

export const reportSchema = v.strictObject({
  schema: v.literal(REPORT.schema),
  version: v.literal(REPORT.version),
  /** ISO 8601, UTC. */
  made: v.string(),
  /** What gives the same report again; absent where it was made in a page. */
  command: v.optional(v.string()),
  model: v.strictObject({
    /** model/variant */
    id: v.string(),
    /** Width × height, or "own" where each picture was run at its own size. */
    size: v.string(),
    precision: v.picklist(['fp32', 'fp16']),
    trained: v.boolean(),
  }),
  data: v.strictObject({
    layout: v.string(),
    kind: v.string(),
    samples: v.number(),
    notes: v.array(v.string()),
  }),
  /** Engine, threads, machine, in words. */
  conditions: v.string(),
  figures: v.array(figureSchema),
  perClass: v.optional(v.array(figureSchema)),
  speed: v.strictObject({
    /** Of the network alone, in milliseconds. */
    inferenceMs: v.strictObject({ p50: v.number(), p95: v.number() }),
    /** Wall time with reading and judging, from when the first network was open; absent where the evaluation was resumed. */
    picturesPerSecond: v.optional(v.number()),
  }),
  worst: v.array(
    v.strictObject({ sample: v.string(), badness: v.number(), picture: v.optional(v.string()) }),
  ),
  /** What the badness of `worst` is. */
  badness: v.string(),
});
export type Report = v.InferOutput<typeof reportSchema>;

export interface ReportRequest extends Pick<Report, 'command' | 'model' | 'conditions'> {
  data: LabelledData;
  outcomes: readonly SampleOutcome[];
  context: Context;
  made: Date;
  picturesPerSecond?: number;
  /** How many of the worst are named. */
  worst: number;
}

export function reportOf(request: ReportRequest): Report {
  const { data, context, command, model, conditions, made, picturesPerSecond } = request;
  // By name: figures must not depend on which thread was first.
  const outcomes = request.outcomes.toSorted((a, b) => (a.sample < b.sample ? -1 : 1));
  const judge = judgeOf(data.kind);
  const values = outcomes.map(({ outcome }) => outcome);
  const perClass = judge.perClass?.(values, context);
  const times = outcomes.map(({ inferenceMs }) => inferenceMs).sort((a, b) => a - b);
  const unknown = context.classes.filter((_, i) => !context.match.isKnown[i]);
  return {
    ...REPORT,
    made: made.toISOString(),
    ...(command === undefined ? {} : { command }),
    model,
    data: {
      layout: data.layout,
      kind: data.kind,
      samples: outcomes.length,
      notes: [
        ...data.notes,
        ...(outcomes.length < data.samples.length
          ? [`${outcomes.length} of ${data.samples.length} pictures`]
          : []),
        ...(unknown.length > 0 ? [`left out, for the model does not know them: ${unknown.join(', ')}`] : []),
      ],
    },
    conditions,
    figures: judge.figures(values, context).map(plain),
    ...(perClass ? { perClass: perClass.map(plain) } : {}),
    speed: {
      inferenceMs: { p50: quantile(times, 0.5), p95: quantile(times, 0.95) },
      ...(picturesPerSecond === undefined ? {} : { picturesPerSecond }),
    },
    worst: outcomes
      .map(({ sample, outcome }) => ({ sample, badness: judge.badnessOf(outcome, context) }))
      .sort((a, b) => b.badness - a.badness)
      .slice(0, request.worst),
    badness: judge.badness,
  };
}

/** JSON has no undefined: a figure of nothing has no value. */
const plain = ({ value, ...rest }: Figure): v.InferOutput<typeof figureSchema> => ({
  ...rest,
  ...(value === undefined ? {} : { value }),
});
