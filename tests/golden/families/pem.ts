import { program } from '#models/pem/network.ts';
import { classesOf, type GoldenFamily } from '../golden-family.ts';
import type { Golden } from '../golden-file.ts';

/** Changed in the goldens after the fill (tests/fixtures/goldens/record-pem.py): as filled, hardly a mask has an outside. */
const LOWERED = { key: 'sem_seg_head.predictor.mask_embed.layers.2.bias', by: Math.fround(0.2) };

/** Numbers of the backbone's first blocks at an eighth, a 16th and a 32nd of the picture. */
const STAGES: Readonly<Record<string, readonly number[]>> = { '1': [2, 4, 6], '2': [2, 6, 11] };

const networkOf = ({ model }: Golden): string => /stdc(\d)/.exec(model)?.[1] ?? '1';

export const family: GoldenFamily = {
  models: ['pem'],
  program,
  configure: (golden) => ({ stdc: networkOf(golden), classes: classesOf(golden) }),
  // The backbone stands in the state_dict twice, with the same values: those of its last name.
  filledAs: (golden, key) =>
    key.replace(/^backbone\.features\.(\d+)/, (_, block: string) => {
      const stage = STAGES[networkOf(golden)]!.filter((first) => Number(block) >= first).length;
      const stride = stage > 0 ? 4 * 2 ** stage : 2 * (Number(block) + 1);
      return `backbone.x${stride}.0.${block}`;
    }),
  adjust: (_, key, filled) => (key === LOWERED.key ? filled.map((value) => value - LOWERED.by) : filled),
};
