import { program } from '#models/leyolo/network.ts';
import { classesOf, type GoldenFamily } from '../golden-family.ts';

export const family: GoldenFamily = {
  models: ['leyolo'],
  program,
  configure: (golden) => ({
    width: golden.model === 'leyolo-nano' ? 1 : 1.33,
    deep: /-(medium|large)/.test(golden.model),
    classes: classesOf(golden) - 4,
  }),
  // The bins are a constant of the architecture: 0, 1, 2 …
  adjust: (_, key, filled) => (key.endsWith('.dfl.conv.weight') ? filled.map((_, i) => i) : filled),
};
