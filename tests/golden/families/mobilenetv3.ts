import { program } from '#models/mobilenetv3/network.ts';
import { classesOf, type GoldenFamily } from '../golden-family.ts';

export const family: GoldenFamily = {
  models: ['mobilenetv3'],
  program,
  configure: (golden) => ({
    trunk: golden.model.includes('small') ? 'small' : 'large',
    classes: classesOf(golden),
  }),
  toleranceStd: ({ model }) => (model.includes('large') ? 5e-3 : 1e-3),
};
