/**
 * The MobileNetV3 classifiers that MEAL V2 (Shen and Savvides, 2020) distilled: the network of models/mobilenetv3 as it
 * came from TensorFlow, padded as there, with the parameter names of timm's tf_mobilenetv3, which the authors used.
 */
import type { Tensor } from '#export/graph-builder.ts';
import { convLayer, linearLayer } from '#export/layers.ts';
import { hardSwish } from '#export/ops/activation.ts';
import { globalAveragePool } from '#export/ops/pool.ts';
import { reshape } from '#export/ops/shape.ts';
import {
  blocksOf,
  convBn,
  divisible,
  inverted,
  STEM_CHANNELS,
  trunkSize,
  type Block,
  type BlockKeys,
} from '#models/mobilenetv3/trunk.ts';
import type { ParameterProgram } from '#models/network-program.ts';

/** Blocks of each stage. */
const STAGES = { large: [1, 2, 3, 4, 2, 3], small: [1, 2, 3, 2, 3] } as const;
/** Channels between the mean and the classes, whatever the width. */
const HIDDEN = { large: 1280, small: 1024 } as const;

/** Config: `trunk` (large or small), `width` (1 or 0.75: all channels times that, in multiples of 8), `classes`. */
export const program: ParameterProgram = {
  from: 'parameters',
  build(graph, { size, config }) {
    const trunk = trunkSize(config['trunk']);
    const width = Number(config['width'] ?? 1);
    const image = graph.input('image', [1, 3, size.height, size.width]);
    const stem = { out: divisible(STEM_CHANNELS * width), kernel: 3, stride: 2 };
    let x = hardSwish(convBn(image, ['conv_stem', 'bn1'], stem, 'tensorflow'));
    // The unscaled channels that go into a block: its widening is a ratio of them.
    let usual = STEM_CHANNELS;
    const blocks = blocksOf(trunk);
    STAGES[trunk].forEach((length, stage) => {
      blocks.splice(0, length).forEach((block, i) => {
        const mid = divisible((x.shape[1]! * block.mid) / usual);
        usual = block.out;
        const scaled = { ...block, mid, out: divisible(block.out * width) };
        x = inverted(x, blockKeys(`blocks.${stage}.${i}`, scaled, x), scaled, 'tensorflow');
      });
    });
    const last = `blocks.${STAGES[trunk].length}.0`;
    const out = divisible(6 * usual * width);
    const features = hardSwish(convBn(x, [`${last}.conv`, `${last}.bn1`], { out, kernel: 1 }));
    const head = { out: HIDDEN[trunk], kernel: 1, bias: true };
    const hidden = hardSwish(convLayer(globalAveragePool(features), 'conv_head', head));
    const classes = Number(config['classes'] ?? 1000);
    graph.output('logits', linearLayer(reshape(hidden, [1, HIDDEN[trunk]]), 'classifier', classes));
  },
};

/** timm calls a block that does not widen by other names than one that does. */
function blockKeys(key: string, { mid }: Block, x: Tensor): BlockKeys {
  const widens = mid !== x.shape[1];
  const at = (conv: string, norm: string) => [`${key}.${conv}`, `${key}.${norm}`] as const;
  return {
    expand: at('conv_pw', 'bn1'),
    depthwise: at('conv_dw', widens ? 'bn2' : 'bn1'),
    squeeze: at('se.conv_reduce', 'se.conv_expand'),
    project: widens ? at('conv_pwl', 'bn3') : at('conv_pw', 'bn2'),
  };
}
