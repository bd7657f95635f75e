import * as v from 'valibot';
import { countingScore } from '../counting.ts';
import { game } from '../game.ts';
import { meanOf, numberOrNothing, type Judge } from './judge.ts';

const LEVELS = 3;
const schema = v.object({
  truth: v.number(),
  found: v.number(),
  /** Of levels 1 to LEVELS. */
  game: v.array(v.number()),
});
type Outcome = v.InferOutput<typeof schema>;

export const densityMapJudge: Judge<'density-map', Outcome> = {
  schema,
  judge({ picture, truth: { points }, prediction: { map } }) {
    let found = 0;
    for (let i = 0; i < map.data.length; i++) found += map.data[i] ?? 0;
    const levels = Array.from({ length: LEVELS }, (_, i) => i + 1);
    return { truth: points.length, found, game: levels.map((level) => game(points, picture, map, level)) };
  },
  figures(outcomes) {
    const { mae, rmse, nae } = countingScore(outcomes);
    const people = { unit: 'people', better: 'lower' as const };
    return [
      { name: 'MAE', value: numberOrNothing(mae), ...people },
      { name: 'MSE (root)', value: numberOrNothing(rmse), ...people },
      { name: 'NAE', value: numberOrNothing(nae), unit: '', better: 'lower' },
      ...Array.from({ length: LEVELS }, (_, i) => ({
        name: `GAME(${i + 1})`,
        value: meanOf(outcomes.map((outcome) => outcome.game[i])),
        ...people,
      })),
    ];
  },
  badness: 'error of the count, people',
  badnessOf: ({ truth, found }) => Math.abs(found - truth),
};
