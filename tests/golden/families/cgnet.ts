import { program } from '#models/cgnet/network.ts';
import { classesOf, ctorNumber, type GoldenFamily } from '../golden-family.ts';

export const family: GoldenFamily = {
  models: ['cgnet'],
  program,
  configure: (golden) => ({
    classes: classesOf(golden),
    m: ctorNumber(golden, 'M', 3),
    n: ctorNumber(golden, 'N', 21),
  }),
};
