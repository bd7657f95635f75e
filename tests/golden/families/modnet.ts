import { program } from '#models/modnet/network.ts';
import type { GoldenFamily } from '../golden-family.ts';

export const family: GoldenFamily = {
  models: ['modnet'],
  program,
  configure: () => ({}),
  // The backbone stands in the state_dict twice, with the same values: those of its last name, or of its first.
  filledAs: ({ model }, key) =>
    model === 'modnet-firstalias'
      ? key.replace(/^lr_branch\.backbone\./, 'backbone.')
      : key.replace(/^backbone\./, 'lr_branch.backbone.'),
};
