import { program } from '#models/lraspp-mobilenetv3/network.ts';
import { classesOf, type GoldenFamily } from '../golden-family.ts';

export const family: GoldenFamily = {
  models: ['lraspp-mobilenetv3'],
  program,
  configure: (golden) => ({ classes: classesOf(golden) }),
};
