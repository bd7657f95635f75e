import { program } from '#models/damo-yolo/network.ts';
import type { GoldenFamily } from '../golden-family.ts';

const BINS = 'head.integral.project';

export const family: GoldenFamily = {
  models: ['damo-yolo'],
  program,
  configure: ({ model, outputs }) => ({
    variant: model.replace('damo-yolo-', ''),
    classes: outputs.find(({ name }) => name === 'scores')?.shape[2] ?? 80,
  }),
  // The bins are a constant of the architecture: 0, 1, 2 …
  isBuffer: (key) => key === BINS,
  adjust: (_, key, filled) => (key === BINS ? filled.map((_, i) => i) : filled),
};
