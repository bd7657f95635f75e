import * as v from 'valibot';
import { dtSsd } from '../flicker.ts';
import { connectivityError } from '../matte-connectivity.ts';
import { gradientError } from '../matte-gradient.ts';
import { mattingScore } from '../matting.ts';
import { meanOf, type Figure, type Judge } from './judge.ts';

const schema = v.object({
  sad: v.number(),
  mse: v.number(),
  grad: v.number(),
  conn: v.number(),
  dtssd: v.optional(v.number()),
});
type Outcome = v.InferOutput<typeof schema>;

const names: readonly [keyof Outcome, string, string][] = [
  ['sad', 'SAD', 'thousand'],
  ['mse', 'MSE', 'thousandths'],
  ['grad', 'Grad', 'thousand'],
  ['conn', 'Conn', 'thousand'],
  ['dtssd', 'dtSSD', 'hundredths'],
];

export const alphaMatteJudge: Judge<'alpha-matte', Outcome> = {
  schema,
  judge({ picture: { width }, truth, prediction }, before) {
    const grad = gradientError(truth.alpha, prediction.alpha, width);
    const conn = connectivityError(truth.alpha, prediction.alpha, width);
    const dtssd =
      before &&
      dtSsd(
        { before: before.truth.alpha, after: truth.alpha },
        { before: before.prediction.alpha, after: prediction.alpha },
      );
    return { ...mattingScore(truth.alpha, prediction.alpha), grad, conn, dtssd };
  },
  figures: (outcomes) =>
    names.flatMap(([key, name, unit]): Figure[] => {
      const value = meanOf(outcomes.map((outcome) => outcome[key]));
      return value === undefined ? [] : [{ name, value, unit, better: 'lower' }];
    }),
  badness: 'MSE of the matte, thousandths',
  badnessOf: ({ mse }) => mse,
};
