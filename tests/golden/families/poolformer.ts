import { program } from '#models/poolformer/network.ts';
import { classesOf, type GoldenFamily } from '../golden-family.ts';

export const family: GoldenFamily = {
  models: ['poolformer'],
  program,
  configure: (golden) => ({
    variant: /-(s\d+)/.exec(golden.model)?.[1] ?? '',
    fpn: golden.model.endsWith('-fpn'),
    classes: classesOf(golden),
  }),
};
