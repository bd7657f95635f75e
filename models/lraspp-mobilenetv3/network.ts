/** Lite R-ASPP on a dilated MobileNetV3-Large, after Howard et al. (ICCV 2019), with torchvision's parameter names. */
import { batchNormLayer, convLayer } from '#export/layers.ts';
import { relu, sigmoid } from '#export/ops/activation.ts';
import { add, mul } from '#export/ops/elementwise.ts';
import { globalAveragePool } from '#export/ops/pool.ts';
import { resizeBilinear } from '#export/ops/resize.ts';
import { tvTrunk } from '#models/mobilenetv3/torchvision.ts';
import { blocksOf } from '#models/mobilenetv3/trunk.ts';
import type { ParameterProgram } from '#models/network-program.ts';

/** The first of the three blocks that dilate instead of halving once more, and the first block of an 8th: the original takes its map. */
const [FIRST_DILATED, EIGHTH] = [12, 4];

const HIDDEN = 128;

/** Config: `classes`; `upsample: false` leaves the logits at an eighth of the input's size. */
export const program: ParameterProgram = {
  from: 'parameters',
  build(graph, { size, config }) {
    const classes = Number(config['classes'] ?? 21);
    const blocks = blocksOf('large').map((block, i) =>
      i < FIRST_DILATED ? block : { ...block, stride: 1, dilation: 2 },
    );
    const maps = tvTrunk(graph.input('image', [1, 3, size.height, size.width]), 'backbone', blocks);
    const [fine, coarse] = [maps[EIGHTH]!, maps.at(-1)!];
    const reduced = convLayer(coarse, 'classifier.cbr.0', { out: HIDDEN, kernel: 1 });
    const features = relu(batchNormLayer(reduced, 'classifier.cbr.1'));
    const scale = sigmoid(
      convLayer(globalAveragePool(coarse), 'classifier.scale.1', { out: HIDDEN, kernel: 1 }),
    );
    const [, , height, width] = fine.shape as [number, number, number, number];
    const enlarged = resizeBilinear(mul(features, scale), { height, width });
    const layer = { out: classes, kernel: 1, bias: true };
    const logits = add(
      convLayer(fine, 'classifier.low_classifier', layer),
      convLayer(enlarged, 'classifier.high_classifier', layer),
    );
    graph.output('out', config['upsample'] === false ? logits : resizeBilinear(logits, size));
  },
};
