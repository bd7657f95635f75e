import { program } from '#models/mcnn/network.ts';
import type { GoldenFamily } from '../golden-family.ts';

export const family: GoldenFamily = {
  models: ['mcnn'],
  program,
  configure: () => ({}),
  // The last ReLU zeroes most of the plain filler's map; this golden turns the layer before it round.
  adjust: ({ model }, key, filled) =>
    model === 'mcnn-negfuse' && key === 'DME.fuse.0.conv.weight' ? filled.map((value) => -value) : filled,
};
