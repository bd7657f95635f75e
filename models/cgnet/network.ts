/**
 * CGNet, after Wu et al., "CGNet: A Light-weight Context Guided Network for Semantic Segmentation" (TIP 2020),
 * with the parameter names of wutianyiRosun/CGNet: each block joins a local and a dilated view of a pixel and weighs
 * the channels by a global one. The input goes in again, pooled, before the second and third stage.
 */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer, linearLayer, preluLayer } from '#export/layers.ts';
import { relu, sigmoid } from '#export/ops/activation.ts';
import { add, mul } from '#export/ops/elementwise.ts';
import { averagePool, globalAveragePool } from '#export/ops/pool.ts';
import { resizeBilinear } from '#export/ops/resize.ts';
import { concat } from '#export/ops/shape.ts';
import type { ParameterProgram } from '#models/network-program.ts';

/** Every batch norm of the original is made with eps=1e-03. */
const EPSILON = 1e-3;

interface Stage {
  name: string;
  width: number;
  /** All blocks, the one that halves the size among them. */
  blocks: number;
  dilation: number;
  /** How much the global view's bottleneck is narrower than the channels. */
  reduction: number;
}

/**
 * Config: `classes`; `m` and `n`, the blocks of stages 2 and 3 (published: M3N21, the default); `upsample: false` leaves
 * the logits at an eighth of the input's size.
 */
export const program: ParameterProgram = {
  from: 'parameters',
  build(graph, { size, config }) {
    const { m = 3, n = 21 } = config;
    const image = graph.input('image', [1, 3, size.height, size.width]);
    let x = convBnPrelu(image, 'level1_0', { out: 32, kernel: 3, stride: 2 });
    x = convBnPrelu(x, 'level1_1', { out: 32, kernel: 3 });
    x = convBnPrelu(x, 'level1_2', { out: 32, kernel: 3 });
    const half = averagePool(image, 3, { stride: 2, pad: 1 });
    const quarter = averagePool(half, 3, { stride: 2, pad: 1 });

    x = bnPrelu(concat([x, half], 1), 'b1.bn', 'b1.act');
    x = stage(x, { name: 'level2', width: 64, blocks: Number(m), dilation: 2, reduction: 8 }, 'last-first');
    x = bnPrelu(concat([x, quarter], 1), 'bn_prelu_2.bn', 'bn_prelu_2.act');
    x = stage(
      x,
      { name: 'level3', width: 128, blocks: Number(n), dilation: 4, reduction: 16 },
      'first-first',
    );
    x = bnPrelu(x, 'bn_prelu_3.bn', 'bn_prelu_3.act');

    const logits = convLayer(x, 'classifier.0.conv', { out: Number(config['classes']), kernel: 1 });
    graph.output('logits', config['upsample'] === false ? logits : resizeBilinear(logits, size));
  },
};

/** The stage's first and last features, side by side in the order that the original's next layer expects. */
function stage(x: Tensor, shape: Stage, order: 'first-first' | 'last-first'): Tensor {
  const { name, width, blocks, dilation, reduction } = shape;
  const down = convBnPrelu(x, `${name}_0.conv1x1`, { out: width, kernel: 3, stride: 2 });
  const joint = bnPrelu(views(down, `${name}_0`, dilation), `${name}_0.bn`, `${name}_0.act`);
  const reduced = convLayer(joint, `${name}_0.reduce.conv`, { out: width, kernel: 1 });
  const first = weighGlobally(reduced, `${name}_0.F_glo`, reduction);
  let last = first;
  for (let i = 0; i < blocks - 1; i++) {
    const key = `${name}.${i}`;
    const narrow = convBnPrelu(last, `${key}.conv1x1`, { out: width / 2, kernel: 1 });
    const both = bnPrelu(views(narrow, key, dilation), `${key}.bn_prelu.bn`, `${key}.bn_prelu.act`);
    last = add(last, weighGlobally(both, `${key}.F_glo`, reduction));
  }
  return concat(order === 'first-first' ? [first, last] : [last, first], 1);
}

/** The local and the surrounding view of each channel. */
function views(x: Tensor, key: string, dilation: number): Tensor {
  const channels = x.shape[1]!;
  const common = { out: channels, kernel: 3, groups: channels };
  const local = convLayer(x, `${key}.F_loc.conv`, { ...common, pad: 1 });
  const surrounding = convLayer(x, `${key}.F_sur.conv`, { ...common, pad: dilation, dilation });
  return concat([local, surrounding], 1);
}

function weighGlobally(x: Tensor, key: string, reduction: number): Tensor {
  const channels = x.shape[1]!;
  const narrow = relu(linearLayer(globalAveragePool(x), `${key}.fc.0`, channels / reduction));
  return mul(x, sigmoid(linearLayer(narrow, `${key}.fc.2`, channels)));
}

function convBnPrelu(
  x: Tensor,
  key: string,
  layer: { out: number; kernel: number; stride?: number },
): Tensor {
  const features = convLayer(x, `${key}.conv`, { ...layer, pad: (layer.kernel - 1) / 2 });
  return bnPrelu(features, `${key}.bn`, `${key}.act`);
}

const bnPrelu = (x: Tensor, norm: string, slopes: string): Tensor =>
  preluLayer(batchNormLayer(x, norm, EPSILON), slopes);
