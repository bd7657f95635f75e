import { program } from '#models/robust-video-matting/network.ts';
import type { GoldenFamily } from '../golden-family.ts';

export const family: GoldenFamily = {
  models: ['rvm-mobilenetv3'],
  program,
  configure: ({ upstream }) => ({
    downsampleRatio: Number(/downsample_ratio=([\d.]+)/.exec(upstream.ctor)?.[1] ?? 1),
  }),
};
