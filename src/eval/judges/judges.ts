import type { JudgedKind } from '../labelled-data.ts';
import { alphaMatteJudge } from './alpha-matte.ts';
import { boxesJudge } from './boxes.ts';
import { densityMapJudge } from './density-map.ts';
import type { Judge } from './judge.ts';
import { labelMapJudge } from './label-map.ts';

const judges = {
  'label-map': labelMapJudge,
  'alpha-matte': alphaMatteJudge,
  boxes: boxesJudge,
  'density-map': densityMapJudge,
} as const satisfies Record<JudgedKind, unknown>;

/** Who judges results of this kind. Its outcomes are data, checked by its schema where they come out of a file. */
export const judgeOf = (kind: JudgedKind): Judge => judges[kind] as unknown as Judge;
