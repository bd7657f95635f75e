/**
 * Fast-SCNN, after Poudel et al., "Fast-SCNN: Fast Semantic Segmentation Network" (BMVC 2019), with the parameter names of
 * Tramac/Fast-SCNN-pytorch: one stem for a detailed branch, which is nothing but a skip, and for a deep one.
 */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer, type ConvLayer } from '#export/layers.ts';
import { relu } from '#export/ops/activation.ts';
import { adaptiveAveragePool } from '#export/ops/adaptive-pool.ts';
import { add } from '#export/ops/elementwise.ts';
import { resizeBilinear } from '#export/ops/resize.ts';
import { concat } from '#export/ops/shape.ts';
import type { ParameterProgram } from '#models/network-program.ts';

/** Of the deep branch: channels and stride of its three stages, each of three blocks that widen sixfold. */
const STAGES = [
  [64, 2],
  [96, 2],
  [128, 1],
] as const;

/** Cells a side that the pyramid averages over. */
const PYRAMID = [1, 2, 3, 6];

/** Config: `classes`; `upsample: false` leaves the logits at an eighth of the input's size. */
export const program: ParameterProgram = {
  from: 'parameters',
  build(graph, { size, config }) {
    const image = graph.input('image', [1, 3, size.height, size.width]);
    // Unlike those that follow, the first convolution does not pad.
    const stem = unit(image, 'learning_to_downsample.conv.conv', { out: 32, kernel: 3, stride: 2 });
    const quarter = separable(stem, 'learning_to_downsample.dsconv1', 48, 2);
    const detailed = separable(quarter, 'learning_to_downsample.dsconv2', 64, 2);
    const fused = fuse(detailed, deep(detailed, 'global_feature_extractor'), 'feature_fusion');
    const first = separable(fused, 'classifier.dsconv1', 128, 1);
    const second = separable(first, 'classifier.dsconv2', 128, 1);
    const classes = Number(config['classes'] ?? 19);
    const logits = convLayer(second, 'classifier.conv.1', { out: classes, kernel: 1, bias: true });
    const full = config['upsample'] === false ? logits : resizeBilinear(logits, size, 'align-corners');
    graph.output('logits', full);
  },
};

/** Convolution, normalisation, ReLU: places `at` and the next in the list `key`. */
const unit = (x: Tensor, key: string, layer: ConvLayer, at = 0): Tensor =>
  relu(batchNormLayer(convLayer(x, `${key}.${at}`, layer), `${key}.${at + 1}`));

const depthwise = (x: Tensor, key: string, stride: number): Tensor =>
  unit(x, key, { out: x.shape[1]!, kernel: 3, stride, pad: 1, groups: x.shape[1]! });

const separable = (x: Tensor, key: string, out: number, stride: number): Tensor =>
  unit(depthwise(x, `${key}.conv`, stride), `${key}.conv`, { out, kernel: 1 }, 3);

function deep(x: Tensor, key: string): Tensor {
  STAGES.forEach(([out, stride], stage) => {
    for (let i = 0; i < 3; i++) {
      x = bottleneck(x, `${key}.bottleneck${stage + 1}.${i}.block`, out, i === 0 ? stride : 1);
    }
  });
  return pyramidPool(x, `${key}.ppm`);
}

function bottleneck(x: Tensor, key: string, out: number, stride: number): Tensor {
  const wide = unit(x, `${key}.0.conv`, { out: 6 * x.shape[1]!, kernel: 1 });
  const filtered = depthwise(wide, `${key}.1.conv`, stride);
  const narrow = batchNormLayer(convLayer(filtered, `${key}.2`, { out, kernel: 1 }), `${key}.3`);
  return stride === 1 && x.shape[1] === out ? add(x, narrow) : narrow;
}

function pyramidPool(x: Tensor, key: string): Tensor {
  const views = PYRAMID.map((cells, i) => {
    const means = adaptiveAveragePool(x, { height: cells, width: cells });
    return enlarged(unit(means, `${key}.conv${i + 1}.conv`, { out: 32, kernel: 1 }), x);
  });
  return unit(concat([x, ...views], 1), `${key}.out.conv`, { out: 128, kernel: 1 });
}

function fuse(detailed: Tensor, deepest: Tensor, key: string): Tensor {
  const layer = { out: 128, kernel: 1, bias: true };
  const project = (x: Tensor, name: string) =>
    batchNormLayer(convLayer(x, `${key}.${name}.0`, layer), `${key}.${name}.1`);
  const lower = depthwise(enlarged(deepest, detailed), `${key}.dwconv.conv`, 1);
  return relu(add(project(detailed, 'conv_higher_res'), project(lower, 'conv_lower_res')));
}

const enlarged = (x: Tensor, like: Tensor): Tensor =>
  resizeBilinear(x, { height: like.shape[2]!, width: like.shape[3]! }, 'align-corners');
