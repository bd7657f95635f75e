/** What P2AT is made of beside its backbone and its attention. */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer, linearLayer, preluLayer, type ConvLayer } from '#export/layers.ts';
import { hardSwish, relu, sigmoid, softmax } from '#export/ops/activation.ts';
import { add, mul } from '#export/ops/elementwise.ts';
import { affine } from '#export/ops/normalisation.ts';
import { globalAveragePool } from '#export/ops/pool.ts';
import { resizeBilinear } from '#export/ops/resize.ts';
import { concat } from '#export/ops/shape.ts';

/** Channels of the whole decoder. */
export const WIDTH = 64;

/** ConvBlock of the original with bn_act: convolution, normalisation, PReLU. */
export function convBnPrelu(x: Tensor, key: string, layer: ConvLayer): Tensor {
  return preluLayer(batchNormLayer(convLayer(x, `${key}.conv`, layer), `${key}.bn`), `${key}.act`);
}

/** ConvBlock without bn_act: a convolution of 1×1. */
export const pointwise = (x: Tensor, key: string, out = WIDTH, bias = false): Tensor =>
  convLayer(x, `${key}.conv`, { out, kernel: 1, bias });

/** DecoderBlock: each channel filtered, then a small perceptron on every pixel, added to the input. */
export function decoderBlock(x: Tensor, key: string, kernel: number): Tensor {
  const depthwise = { out: WIDTH, kernel, pad: (kernel - 1) / 2, groups: WIDTH, bias: true };
  const filtered = batchNormLayer(convLayer(x, `${key}.dwconv.0`, depthwise), `${key}.dwconv.1`);
  const hidden = hardSwish(linearLayer(filtered, `${key}.pwconv1.0`, 4 * WIDTH));
  const scale = x.graph.parameter(`${key}.gamma`, [WIDTH]);
  return add(x, affine(linearLayer(hidden, `${key}.pwconv2`, WIDTH), scale));
}

/** BiFModule: fine, middle and decoded features, at the fine ones' size. */
export function fuseBothWays(fine: Tensor, middle: Tensor, decoded: Tensor, key: string): Tensor {
  const [, , height, width] = fine.shape as [number, number, number, number];
  const local = localRefinement(fine, `${key}.down_feat`);
  const upward = resizeBilinear(attendChannels(decoded, `${key}.up_feat`), { height, width });
  const skipped = batchNormLayer(pointwise(middle, `${key}.st_feat.0`), `${key}.st_feat.1`);
  const still = resizeBilinear(skipped, { height, width });
  const joint = pointwise(concat([local, upward, still], 1), `${key}.fuse.0`);
  const fused = batchNormLayer(joint, `${key}.fuse.1`);
  return add(add(fused, mul(still, upward)), sigmoid(mul(still, local)));
}

/** LFRBlock: the map's mean beside a gate for each pixel. */
function localRefinement(x: Tensor, key: string): Tensor {
  const features = convBnPrelu(x, `${key}.conv1`, { out: WIDTH, kernel: 1 });
  const whole = pointwise(globalAveragePool(features), `${key}.conv2`);
  return pointwise(add(whole, sigmoid(pointwise(features, `${key}.conv3`))), `${key}.fuse`);
}

/** SFUBlock: channels compete at each pixel. */
function attendChannels(x: Tensor, key: string): Tensor {
  const features = convBnPrelu(x, `${key}.conv1`, { out: WIDTH, kernel: 1 });
  return mul(features, softmax(pointwise(x, `${key}.conv2`, WIDTH, true), 1));
}

/** GCEBlock: what the map's mean says, added everywhere. */
export function addContext(x: Tensor, key: string): Tensor {
  const parameter = (name: string) => x.graph.parameter(`${key}.bn_scale.${name}`, [WIDTH]);
  const mean = convLayer(globalAveragePool(x), `${key}.conv1.conv`, { out: WIDTH, kernel: 3, pad: 1 });
  const scaled = affine(mean, parameter('weight'), parameter('bias'));
  return add(convBnPrelu(scaled, `${key}.conv2`, { out: WIDTH, kernel: 7, pad: 3 }), x);
}

export function segmentationHead(x: Tensor, key: string, classes: number): Tensor {
  const features = convLayer(relu(batchNormLayer(x, `${key}.bn1`)), `${key}.conv1`, {
    out: WIDTH,
    kernel: 3,
    pad: 1,
  });
  const active = relu(batchNormLayer(features, `${key}.bn2`));
  return convLayer(active, `${key}.conv2`, { out: classes, kernel: 1, bias: true });
}
