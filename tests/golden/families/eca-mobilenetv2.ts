import { program } from '#models/eca-mobilenetv2/network.ts';
import { classesOf, type GoldenFamily } from '../golden-family.ts';

export const family: GoldenFamily = {
  models: ['eca-mobilenetv2'],
  program,
  configure: (golden) => ({ classes: classesOf(golden) }),
};
