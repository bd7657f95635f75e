/**
 * DDRNet-23-slim, -23 and -39, after Hong et al., "Deep Dual-resolution Networks for Real-time and Accurate Semantic
 * Segmentation of Road Scenes" (2021), with the parameter names of ydhongHIT/DDRNet: a branch that stays at an eighth
 * of the input and one that goes down to a 64th exchange features after every stage; pyramid pooling ends the deep one.
 */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer, linearLayer } from '#export/layers.ts';
import { relu } from '#export/ops/activation.ts';
import { add } from '#export/ops/elementwise.ts';
import { globalAveragePool } from '#export/ops/pool.ts';
import { resizeBilinear, type ResizeTarget } from '#export/ops/resize.ts';
import { reshape } from '#export/ops/shape.ts';
import type { ParameterProgram, ProgramConfig } from '#models/network-program.ts';
import { basicBlocks, bottleneck, convBn, normReluConv } from './blocks.ts';
import { pyramidPool } from './pyramid-pool.ts';

interface Shape {
  /** Channels after the stem; the branches have multiples of it. */
  planes: number;
  head: number;
  /** Basic blocks of the stages before the branches part. */
  shared: readonly [number, number];
  /** The stages after which the branches exchange features, shallowest first. */
  stages: readonly Stage[];
}

interface Stage {
  /** Suffix of the original's names: layer<name>, layer<name>_, compression<name>, down<name>. */
  name: string;
  /** Basic blocks in each branch. */
  blocks: number;
  /** Width of the deep branch in `planes`, and whether the stage halves it. */
  width: number;
  halves: boolean;
}

/** Width inside the pyramid pooling, the same for all. */
const POOL_BRANCH = 128;

/**
 * Config: `depth` (23 or 39), `slim` (half the width, depth 23 only), `classes`. Logits are an eighth of the input.
 * `head: 'imagenet'` names the whole picture instead, as the authors pretrained it.
 */
export const program: ParameterProgram = {
  from: 'parameters',
  build(graph, { size, config }) {
    const { planes, head, shared, stages } = shapeOf(config);
    const image = graph.input('image', [1, 3, size.height, size.width]);
    const half = (x: Tensor, at: number) =>
      relu(convBn(x, `conv1.${at}`, `conv1.${at + 1}`, { out: planes, kernel: 3, stride: 2, bias: true }));
    const stem = half(half(image, 0), 3);
    const first = basicBlocks(stem, 'layer1', { out: planes, blocks: shared[0] });
    const second = basicBlocks(relu(first), 'layer2', { out: 2 * planes, blocks: shared[1], stride: 2 });

    let [deep, detailed] = [second, second];
    const [, , height, width] = second.shape as [number, number, number, number];
    for (const stage of stages) [deep, detailed] = exchange(deep, detailed, stage, planes, { height, width });

    if (config['head'] === 'imagenet') {
      graph.output('logits', imagenetHead(deep, detailed, planes, Number(config['classes'])));
      return;
    }
    const fine = bottleneck(relu(detailed), 'layer5_.0', { planes: 2 * planes });
    const coarse = bottleneck(relu(deep), 'layer5.0', { planes: 8 * planes, stride: 2 });
    const pooled = pyramidPool(coarse, 'spp', { branch: POOL_BRANCH, out: 4 * planes });
    const joined = add(fine, resizeBilinear(pooled, { height, width }));
    graph.output('logits', segmentationHead(joined, head, Number(config['classes'])));
  },
  // Training adds a second head on the detailed branch and may save its loss's weights along.
  isUnused: (key) => key.startsWith('seghead_extra.') || key.startsWith('loss.'),
};

function shapeOf(config: ProgramConfig): Shape {
  if (config['depth'] === 39) {
    const stages: Stage[] = [
      { name: '3_1', blocks: 3, width: 4, halves: true },
      { name: '3_2', blocks: 3, width: 4, halves: false },
      { name: '4', blocks: 3, width: 8, halves: true },
    ];
    return { planes: 64, head: 256, shared: [3, 4], stages };
  }
  const [planes, head] = config['slim'] === true ? [32, 64] : [64, 128];
  const stages: Stage[] = [
    { name: '3', blocks: 2, width: 4, halves: true },
    { name: '4', blocks: 2, width: 8, halves: true },
  ];
  return { planes, head, shared: [2, 2], stages };
}

/** One stage in both branches, then each takes up what the other found. */
function exchange(
  deep: Tensor,
  detailed: Tensor,
  { name, blocks, width, halves }: Stage,
  planes: number,
  size: ResizeTarget,
): [deep: Tensor, detailed: Tensor] {
  const out = width * planes;
  const low = basicBlocks(relu(deep), `layer${name}`, { out, blocks, stride: halves ? 2 : 1 });
  const high = basicBlocks(relu(detailed), `layer${name}_`, { out: 2 * planes, blocks });
  const compressed = convBn(relu(low), `compression${name}.0`, `compression${name}.1`, {
    out: 2 * planes,
    kernel: 1,
  });
  return [add(low, shrink(relu(high), `down${name}`, out)), add(high, resizeBilinear(compressed, size))];
}

/** Strided convolutions down to the deep branch, doubling the width: one for a 16th, two for a 32nd. */
function shrink(x: Tensor, key: string, out: number): Tensor {
  const half = (from: Tensor, at: number, width: number) =>
    convBn(from, `${key}.${at}`, `${key}.${at + 1}`, { out: width, kernel: 3, stride: 2 });
  return out === 2 * x.shape[1]! ? half(x, 0, out) : half(relu(half(x, 0, out / 2)), 3, out);
}

function segmentationHead(x: Tensor, width: number, classes: number): Tensor {
  const features = normReluConv(x, 'final_layer.bn1', 'final_layer.conv1', { out: width, kernel: 3 });
  const active = relu(batchNormLayer(features, 'final_layer.bn2'));
  return convLayer(active, 'final_layer.conv2', { out: classes, kernel: 1, bias: true });
}

/** Both branches at a 32nd of the input, added, widened and averaged. */
function imagenetHead(deep: Tensor, detailed: Tensor, planes: number, classes: number): Tensor {
  const coarse = bottleneck(relu(deep), 'layer5.0', { planes: 8 * planes });
  const fine = bottleneck(relu(detailed), 'layer5_.0', { planes: 2 * planes });
  const joined = relu(add(coarse, shrink(relu(fine), 'down5', 16 * planes)));
  const out = 32 * planes;
  const features = relu(convBn(joined, 'last_layer.0', 'last_layer.1', { out, kernel: 1 }));
  return linearLayer(reshape(globalAveragePool(features), [1, out]), 'linear', classes);
}
