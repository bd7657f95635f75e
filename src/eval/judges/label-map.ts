import * as v from 'valibot';
import { labelFlicker } from '../flicker.ts';
import { IGNORED } from '../labelled-data.ts';
import { addToConfusion, classIous, emptyConfusion, pixelAccuracy, type Confusion } from '../segmentation.ts';
import { stillPixels } from '../still-pixels.ts';
import { meanOf, numberOrNothing, type Context, type Judge } from './judge.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const schema = v.object({
  /** Pairs of truth · size + found, and pixels; what is not there is 0. */
  confusion: v.array(v.tuple([count, count])),
  flicker: v.optional(v.number()),
});
type Outcome = v.InferOutput<typeof schema>;

/** One more than the data has: for classes that only the model knows, which are wrong wherever they stand. */
const sizeOf = ({ classes }: Context) => classes.length + 1;

export const labelMapJudge: Judge<'label-map', Outcome> = {
  schema,
  judge({ picture, truth, prediction }, before, context) {
    const { classOf, isKnown } = context.match;
    const confusion = emptyConfusion(sizeOf(context));
    const others = context.classes.length;
    const table = classOf.map((wanted) => (wanted < 0 ? others : wanted));
    // Pixels of classes that the model does not know are nobody's fault, and said so in the report.
    const wanted = truth.labels.map((label) => (isKnown[label] ? label : IGNORED));
    addToConfusion(
      confusion,
      wanted,
      prediction.labels.map((label) => table[label] ?? others),
    );
    const flicker =
      before &&
      labelFlicker(before.prediction.labels, prediction.labels, stillPixels(before.picture, picture));
    return {
      confusion: sparse(confusion),
      flicker: flicker === undefined ? undefined : numberOrNothing(flicker),
    };
  },
  figures(outcomes, context) {
    const confusion = sum(outcomes, context);
    return [
      { name: 'mIoU', value: meanOf(iousOf(confusion, context)), unit: '', better: 'higher' },
      {
        name: 'pixel accuracy',
        value: numberOrNothing(pixelAccuracy(confusion)),
        unit: '',
        better: 'higher',
      },
      ...flickerOf(outcomes),
    ];
  },
  perClass: (outcomes, context) =>
    iousOf(sum(outcomes, context), context).map((value, i) => ({
      name: context.classes[i] ?? String(i),
      value,
      unit: '',
      better: 'higher',
    })),
  badness: '1 − mIoU of the picture',
  badnessOf: (outcome, context) => 1 - (meanOf(iousOf(sum([outcome], context), context)) ?? 1),
};

function flickerOf(outcomes: readonly Outcome[]) {
  const value = meanOf(outcomes.map(({ flicker }) => flicker));
  return value === undefined ? [] : [{ name: 'flicker', value, unit: '', better: 'lower' as const }];
}

/** Undefined for classes that do not occur or that the model does not know. */
function iousOf(confusion: Confusion, { classes, match }: Context): (number | undefined)[] {
  const ious = classIous(confusion);
  return classes.map((_, i) => (match.isKnown[i] ? numberOrNothing(ious[i] ?? NaN) : undefined));
}

const sparse = (confusion: Confusion): [number, number][] =>
  confusion.flat().flatMap((pixels, i): [number, number][] => (pixels > 0 ? [[i, pixels]] : []));

function sum(outcomes: readonly Outcome[], context: Context): Confusion {
  const size = sizeOf(context);
  const confusion = emptyConfusion(size);
  for (const [at, pixels] of outcomes.flatMap((outcome) => outcome.confusion)) {
    const row = confusion[Math.floor(at / size)];
    if (row) row[at % size]! += pixels;
  }
  return confusion;
}
