import { program } from '#models/sfanet/network.ts';
import type { GoldenFamily } from '../golden-family.ts';

/** At this size a near-tie of a max-unpooling may fall the other way. */
const NEAR_TIE_STD = 2e-2;

export const family: GoldenFamily = {
  models: ['m-sfanet', 'm-segnet'],
  program,
  configure: ({ model }) => ({
    network: model.startsWith('m-segnet') ? 'm-segnet' : 'm-sfanet',
    ucf: model.endsWith('-ucf'),
  }),
  toleranceStd: ({ model, input }) =>
    model === 'm-segnet' && input.h === 192 && input.w === 240 ? NEAR_TIE_STD : 1e-3,
};
