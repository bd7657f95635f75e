/** PEM's pixel decoder: from coarse to fine, weighed by what the whole map holds and sampled where it is deformed to. */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer } from '#export/layers.ts';
import { relu, sigmoid } from '#export/ops/activation.ts';
import { convTranspose } from '#export/ops/convolution.ts';
import { deformConv } from '#export/ops/deform-conv.ts';
import { add, mul } from '#export/ops/elementwise.ts';
import { globalAveragePool } from '#export/ops/pool.ts';
import { reshape, split } from '#export/ops/shape.ts';

/** Channels of the pyramid, and of the features that masks are products with. */
const WIDTH = 128;
const MASK_WIDTH = 256;

/** Of a 3×3 kernel. */
const TAPS = 9;

export interface PixelFeatures {
  /** [1,256,H/4,W/4] */
  mask: Tensor;
  /** 128 channels each, at a 32nd, a 16th and an eighth of the image. */
  levels: Tensor[];
}

/** `stages` from fine to coarse, as the backbone makes them. */
export function pixelDecoder(stages: readonly Tensor[], key: string): PixelFeatures {
  const deepest = stages.at(-1)!;
  let beside = pointwise(globalAveragePool(deepest), `${key}.conv_avg`, WIDTH);
  const levels = [2, 1, 0].map((_, i) => {
    const own = pointwise(stages[3 - i]!, `${key}.in_projections.${3 - i}`, WIDTH);
    const joint = add(modulated(own, `${key}.csm.${i}`), beside);
    const level = deformed(joint, `${key}.dcn.${i}`);
    beside = enlarged(level, `${key}.dcn.${i}`);
    return level;
  });
  const finest = pointwise(stages[0]!, `${key}.in_projections.0`, WIDTH);
  const joint = add(modulated(finest, `${key}.csm.3`), beside);
  return { mask: pointwise(joint, `${key}.out`, MASK_WIDTH), levels };
}

/** ConvBNReLU with a kernel of one pixel. */
const pointwise = (x: Tensor, key: string, out: number): Tensor =>
  relu(batchNormLayer(convLayer(x, `${key}.conv`, { out, kernel: 1 }), `${key}.bn`));

/**
 * CSM, x + x · gate for each channel. The original takes the sigmoid twice; onnxruntime-web 1.30 takes only the last of
 * two activations that follow a convolution on WebGPU (the first is dropped as it fuses them), if nothing stands between.
 */
function modulated(x: Tensor, key: string): Tensor {
  const mean = globalAveragePool(x);
  const narrow = convLayer(mean, `${key}.mlp.0.mlp.0`, { out: WIDTH / 2, kernel: 1 });
  const active = relu(batchNormLayer(narrow, `${key}.mlp.0.mlp.1`));
  const once = sigmoid(convLayer(active, `${key}.mlp.0.mlp.3`, { out: WIDTH, kernel: 1 }));
  const gate = reshape(sigmoid(reshape(once, [1, WIDTH])), [1, WIDTH, 1, 1]);
  return mul(x, add(gate, 1));
}

function deformed(x: Tensor, key: string): Tensor {
  const layer = { out: 3 * TAPS, kernel: 3, pad: 1, bias: true };
  const [offset, modulation] = split(convLayer(x, `${key}.dcn_offset`, layer), [2 * TAPS, TAPS], 1);
  const weight = x.graph.parameter(`${key}.dcn.weight`, [WIDTH, WIDTH, 3, 3]);
  const features = deformConv(x, weight, { offset: offset!, modulation: sigmoid(modulation!), pad: 1 });
  return relu(batchNormLayer(features, `${key}.dcn_bn`));
}

function enlarged(x: Tensor, key: string): Tensor {
  const weight = x.graph.parameter(`${key}.up_sample.weight`, [WIDTH, WIDTH, 4, 4]);
  return relu(batchNormLayer(convTranspose(x, weight, { stride: 2, pad: 1 }), `${key}.up_bn`));
}
