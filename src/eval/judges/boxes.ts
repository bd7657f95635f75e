import * as v from 'valibot';
import {
  averagePrecision,
  COCO_AREAS,
  COCO_IOUS,
  type EvaluationOptions,
  type LabelledBox,
  type ScoredBox,
} from '../detection.ts';
import { numberOrNothing, type Context, type Figure, type Judge } from './judge.ts';

const box = { category: v.number(), bbox: v.tuple([v.number(), v.number(), v.number(), v.number()]) };
const schema = v.object({
  truth: v.array(v.object({ ...box, area: v.number(), crowd: v.optional(v.boolean()) })),
  found: v.array(v.object({ ...box, score: v.number() })),
});
type Outcome = v.InferOutput<typeof schema>;

export const boxesJudge: Judge<'boxes', Outcome> = {
  schema,
  judge({ truth, prediction }, _before, { match }) {
    return {
      truth: truth.boxes
        .filter(({ category }) => match.isKnown[category])
        .map(({ bbox, ...rest }) => ({ ...rest, bbox: [...bbox] })),
      found: prediction.detections.flatMap(({ box: { left, top, right, bottom }, classIndex, score }) => {
        const category = match.classOf[classIndex] ?? -1;
        return category < 0 ? [] : [{ category, bbox: [left, top, right - left, bottom - top], score }];
      }),
    };
  },
  figures(outcomes) {
    const { truth, found } = together(outcomes);
    const figure = (name: string, options: Partial<EvaluationOptions> = {}): Figure => {
      const { ap, byCategory } = averagePrecision(truth, found, { iouThresholds: COCO_IOUS, ...options });
      return { name, value: byCategory.size > 0 ? ap : undefined, unit: '', better: 'higher' };
    };
    return [
      figure('AP'),
      figure('AP50', { iouThresholds: [0.5] }),
      figure('AP75', { iouThresholds: [0.75] }),
      figure('AP small', { area: COCO_AREAS.small }),
      figure('AP medium', { area: COCO_AREAS.medium }),
      figure('AP large', { area: COCO_AREAS.large }),
    ];
  },
  perClass(outcomes, { classes }) {
    const { truth, found } = together(outcomes);
    const { byCategory } = averagePrecision(truth, found, { iouThresholds: COCO_IOUS });
    return classes.flatMap((name, i): Figure[] =>
      byCategory.has(i)
        ? [{ name, value: numberOrNothing(byCategory.get(i) ?? NaN), unit: '', better: 'higher' }]
        : [],
    );
  },
  badness: '1 − AP50 of the picture',
  badnessOf(outcome: Outcome, _context: Context) {
    const { truth, found } = together([outcome]);
    return truth.length === 0
      ? found.filter(({ score }) => score >= 0.5).length / 10
      : 1 - averagePrecision(truth, found, { iouThresholds: [0.5] }).ap;
  },
};

function together(outcomes: readonly Outcome[]): { truth: LabelledBox[]; found: ScoredBox[] } {
  return {
    truth: outcomes.flatMap(({ truth }, image) => truth.map((each) => ({ ...each, image }))),
    found: outcomes.flatMap(({ found }, image) => found.map((each) => ({ ...each, image }))),
  };
}
