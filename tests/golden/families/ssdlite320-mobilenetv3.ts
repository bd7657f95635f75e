import { program } from '#models/ssdlite320-mobilenetv3/network.ts';
import type { GoldenFamily } from '../golden-family.ts';

export const family: GoldenFamily = {
  models: ['ssdlite320-mobilenetv3'],
  program,
  configure: ({ outputs }) => ({
    classes: outputs.find(({ name }) => name === 'cls_logits')?.shape[2] ?? 91,
  }),
  toleranceStd: () => 5e-3,
};
