import { program } from '#models/fastseg/network.ts';
import { classesOf, type GoldenFamily } from '../golden-family.ts';

export const family: GoldenFamily = {
  models: ['fastseg'],
  program,
  configure: (golden) => ({
    trunk: golden.model.includes('small') ? 'small' : 'large',
    filters: Number(/-f(\d+)/.exec(golden.model)?.[1] ?? 128),
    classes: classesOf(golden),
  }),
  minSidePx: 392,
};
