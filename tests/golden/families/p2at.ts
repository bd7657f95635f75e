import { program } from '#models/p2at/network.ts';
import { classesOf, type GoldenFamily } from '../golden-family.ts';

export const family: GoldenFamily = {
  models: ['p2at'],
  program,
  configure: (golden) => ({
    backbone: Number(/resnet(\d+)/.exec(golden.upstream.ctor)?.[1] ?? 18),
    classes: classesOf(golden),
  }),
};
