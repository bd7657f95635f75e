/**
 * fastseg: Lite R-ASPP with two skips on a dilated MobileNetV3, after Howard et al. (ICCV 2019), with the parameter names
 * of ekzhang/fastseg. The trunk came from TensorFlow and pads as it does.
 */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer } from '#export/layers.ts';
import { hardSwish, relu, sigmoid } from '#export/ops/activation.ts';
import { mul } from '#export/ops/elementwise.ts';
import { averagePool } from '#export/ops/pool.ts';
import { resizeBilinear } from '#export/ops/resize.ts';
import { concat } from '#export/ops/shape.ts';
import {
  blocksOf,
  convBn,
  inverted,
  STEM_CHANNELS,
  trunkSize,
  type Block,
  type BlockKeys,
  type TrunkSize,
} from '#models/mobilenetv3/trunk.ts';
import type { ParameterProgram } from '#models/network-program.ts';

/** Blocks of each stage, and the stages that dilate by 2 and by 4 instead of halving. */
const stages = {
  large: { lengths: [1, 2, 3, 4, 2, 3], dilations: [1, 1, 1, 2, 2, 4] },
  small: { lengths: [1, 2, 3, 2, 3], dilations: [1, 1, 2, 2, 4] },
} as const;

/** The context's window on the map of an eighth: it must fit, so that sides are 392 pixels at least. */
const WINDOW = { kernel: 49, stride: [16, 20] } as const;

const MIN_SIDE_PX = 8 * WINDOW.kernel;

/** Config: `trunk` (large or small), `filters` (64, 128, 256), `classes`; `upsample: false` leaves half the input's size. */
export const program: ParameterProgram = {
  from: 'parameters',
  build(graph, { size, config }) {
    if (Math.min(size.width, size.height) < MIN_SIDE_PX) {
      const found = `${size.width}×${size.height}`;
      throw new VitrineError('bad-shape', `fastseg needs sides of at least ${MIN_SIDE_PX}, got ${found}`);
    }
    const filters = Number(config['filters'] ?? 128);
    const image = graph.input('image', [1, 3, size.height, size.width]);
    const { half, quarter, last } = trunk(image, trunkSize(config['trunk']));

    const reduced = convLayer(last, 'aspp_conv1.0', { out: filters, kernel: 1 });
    const context = averagePool(last, WINDOW.kernel, { stride: WINDOW.stride });
    const weights = sigmoid(convLayer(context, 'aspp_conv2.1', { out: filters, kernel: 1 }));
    const weighed = mul(
      relu(batchNormLayer(reduced, 'aspp_conv1.1')),
      enlarged(weights, last, 'align-corners'),
    );
    const up1 = convLayer(weighed, 'conv_up1', { out: filters, kernel: 1, bias: true });
    const up2 = joined(up1, convLayer(quarter, 'convs4', { out: 64, kernel: 1 }), 'conv_up2', filters);
    const up3 = joined(up2, convLayer(half, 'convs2', { out: 32, kernel: 1 }), 'conv_up3', filters);
    const logits = convLayer(up3, 'last', { out: Number(config['classes'] ?? 19), kernel: 1, bias: true });
    graph.output('logits', config['upsample'] === false ? logits : resizeBilinear(logits, size));
  },
};

interface TrunkMaps {
  half: Tensor;
  quarter: Tensor;
  last: Tensor;
}

function trunk(image: Tensor, size: TrunkSize): TrunkMaps {
  const { lengths, dilations } = stages[size];
  const blocks = blocksOf(size);
  const early = { out: STEM_CHANNELS, kernel: 3, stride: 2 };
  const maps = [hardSwish(convBn(image, ['trunk.early.0', 'trunk.early.1'], early, 'tensorflow'))];
  lengths.forEach((length, stage) => {
    let x = maps.at(-1)!;
    const dilation = dilations[stage]!;
    blocks.splice(0, length).forEach((block, i) => {
      const widened = { ...block, stride: dilation > 1 ? 1 : block.stride, dilation };
      x = inverted(x, blockKeys(`trunk.block${stage}.${i}`, block, x), widened, 'tensorflow');
    });
    maps.push(x);
  });
  const key = `trunk.block${lengths.length}.0`;
  const x = maps.at(-1)!;
  const last = hardSwish(convBn(x, [`${key}.conv`, `${key}.bn1`], { out: 6 * x.shape[1]!, kernel: 1 }));
  const ofHeight = (part: number) =>
    maps.findLast((map) => map.shape[2] === Math.ceil(image.shape[2]! / part));
  return { half: ofHeight(2)!, quarter: ofHeight(4)!, last };
}

/** Blocks that do not widen count their normalisations from the depth-wise convolution on and end in `conv_pw`. */
function blockKeys(key: string, { mid }: Block, x: Tensor): BlockKeys {
  const widens = mid !== x.shape[1];
  const [depthwise, project] = widens ? ['bn2', 'bn3'] : ['bn1', 'bn2'];
  return {
    expand: [`${key}.conv_pw`, `${key}.bn1`],
    depthwise: [`${key}.conv_dw`, `${key}.${depthwise}`],
    squeeze: [`${key}.se.conv_reduce`, `${key}.se.conv_expand`],
    project: [`${key}.${widens ? 'conv_pwl' : 'conv_pw'}`, `${key}.${project}`],
  };
}

const enlarged = (x: Tensor, like: Tensor, positions?: 'align-corners'): Tensor =>
  resizeBilinear(x, { height: like.shape[2]!, width: like.shape[3]! }, positions);

/** Enlarged to the skip's size, side by side with it, then mixed. */
function joined(x: Tensor, skip: Tensor, key: string, out: number): Tensor {
  const mixed = convLayer(concat([enlarged(x, skip), skip], 1), `${key}.conv`, { out, kernel: 1 });
  return relu(batchNormLayer(mixed, `${key}.bn`));
}
