import { program } from '#models/ddrnet/network.ts';
import { classesOf, type GoldenFamily } from '../golden-family.ts';

export const family: GoldenFamily = {
  models: ['ddrnet'],
  program,
  configure: (golden) => ({
    depth: /-39/.test(golden.model) ? 39 : 23,
    slim: /-slim/.test(golden.model),
    classes: classesOf(golden),
  }),
};
