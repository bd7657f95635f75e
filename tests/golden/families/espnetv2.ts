import { program } from '#models/espnetv2/network.ts';
import { classesOf, type GoldenFamily } from '../golden-family.ts';

export const family: GoldenFamily = {
  models: ['espnetv2'],
  program,
  configure: (golden) => ({
    scale: Number(/-s(\d+(?:\.\d+)?)/.exec(golden.model)?.[1]),
    dataset: /dataset='(\w+)'/.exec(golden.upstream.ctor)?.[1] ?? 'city',
    classes: classesOf(golden),
  }),
};
