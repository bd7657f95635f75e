import { program } from '#models/sviptr/network.ts';
import type { GoldenFamily } from '../golden-family.ts';

const POINTS_BIAS = 'stn_head.stn_fc2.bias';

/** Where the rectifier starts from: ten points along the upper edge, ten along the lower, x and y in turn. */
const startingPoints = Float32Array.from({ length: 40 }, (_, i) => {
  const [point, isY] = [Math.floor(i / 2), i % 2 === 1];
  if (isY) return point < 10 ? 0.01 : 0.99;
  return 0.01 + (0.98 * (point % 10)) / 9;
});

export const family: GoldenFamily = {
  models: ['sviptr-v2-tiny'],
  program,
  configure: ({ model, outputs }) => ({
    classes: outputs[0]?.shape[2] ?? 0,
    rectifier: model.endsWith('-tps19'),
    intermediates: true,
  }),
  toleranceStd: ({ model }) => (model.endsWith('-tps19') ? 5e-3 : 1e-3),
  isBuffer: (key) => key.startsWith('tps.'),
  adjust: (_, key, filled) => {
    if (key === POINTS_BIAS) return startingPoints;
    return key === 'stn_head.stn_fc2.weight' ? filled.map((value) => 0.2 * value) : filled;
  },
};
