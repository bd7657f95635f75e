/** What this browser measured last of each model on `/evaluate`. Storage can be forbidden: then nothing is remembered. */
import * as v from 'valibot';
import type { Report } from '#eval/report.ts';
import type { MeasuredAccuracy } from '#models/accuracy.ts';

const KEY = 'vitrine-evaluations';

const figure = v.object({
  name: v.string(),
  value: v.number(),
  unit: v.string(),
  better: v.picklist(['higher', 'lower']),
});
const schema = v.record(
  v.string(),
  v.object({
    data: v.string(),
    pictures: v.number(),
    size: v.string(),
    precision: v.picklist(['fp32', 'fp16']),
    figures: v.array(figure),
    command: v.string(),
  }),
);

/** By `model/variant`. */
function read(): Record<string, MeasuredAccuracy> {
  try {
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), localStorage.getItem(KEY));
    return parsed.success ? parsed.output : {};
  } catch {
    return {};
  }
}

export const lastEvaluation = (model: string, variant: string): MeasuredAccuracy | undefined =>
  read()[`${model}/${variant}`];

export function rememberEvaluation({ model, data, figures }: Report): void {
  const known = figures.flatMap(({ value, ...rest }) => (value === undefined ? [] : [{ ...rest, value }]));
  const entry: MeasuredAccuracy = {
    data: data.layout,
    pictures: data.samples,
    size: model.size,
    precision: model.precision,
    figures: known,
    command: '',
  };
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...read(), [model.id]: entry }));
  } catch {
    // Forbidden or full: the figures stand on the page where they were measured.
  }
}
