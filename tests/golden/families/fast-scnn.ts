import { program } from '#models/fast-scnn/network.ts';
import { classesOf, type GoldenFamily } from '../golden-family.ts';

export const family: GoldenFamily = {
  models: ['fast-scnn'],
  program,
  configure: (golden) => ({ classes: classesOf(golden) }),
};
