/** MobileNetV3's classifiers, after Howard et al. (ICCV 2019), with torchvision's parameter names. */
import { linearLayer } from '#export/layers.ts';
import { hardSwish } from '#export/ops/activation.ts';
import { globalAveragePool } from '#export/ops/pool.ts';
import { reshape } from '#export/ops/shape.ts';
import type { ParameterProgram } from '#models/network-program.ts';
import { tvTrunk } from './torchvision.ts';
import { blocksOf, trunkSize } from './trunk.ts';

/**
 * Blocks of Large that stay in single precision: all in half moves the logits by 2.7e-2 of their range, one block fewer
 * by 2.9e-2, these by 2.2e-3 (bar:parity). Small is exact enough without.
 */
const SINGLE_BLOCKS = 12;

/** Config: `trunk` (large or small), `classes`. */
export const program: ParameterProgram = {
  from: 'parameters',
  build(graph, { size, config }) {
    const trunk = trunkSize(config['trunk']);
    const image = graph.input('image', [1, 3, size.height, size.width]);
    const single = trunk === 'large' ? SINGLE_BLOCKS : 0;
    const features = tvTrunk(image, 'features', blocksOf(trunk), single).at(-1)!;
    const mean = reshape(globalAveragePool(features), [1, -1]);
    const hidden = hardSwish(linearLayer(mean, 'classifier.0', trunk === 'large' ? 1280 : 1024));
    graph.output('logits', linearLayer(hidden, 'classifier.3', Number(config['classes'] ?? 1000)));
  },
};
