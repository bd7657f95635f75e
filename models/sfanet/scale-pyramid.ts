/** What M-SFANet puts between encoder and decoder: a context-aware module on the fine map, ASPP on the coarse one. */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer } from '#export/layers.ts';
import { clip, relu } from '#export/ops/activation.ts';
import { adaptiveAveragePool } from '#export/ops/adaptive-pool.ts';
import { add, div, exp, max, mul, reciprocal, sub } from '#export/ops/elementwise.ts';
import { globalAveragePool } from '#export/ops/pool.ts';
import { resizeBilinear } from '#export/ops/resize.ts';
import { concat, expand } from '#export/ops/shape.ts';
import type { Style } from './vgg.ts';

/** Cells on each side of the context module's four views. */
const VIEWS = [1, 2, 3, 6];

const ASPP_WIDTH = 256;

/**
 * Liu et al., "Context-Aware Crowd Counting" (CVPR 2019): means over ever smaller cells, weighed pixel by pixel by how
 * they differ from the features.
 */
export function contextModule(x: Tensor, key: string): Tensor {
  const [, channels, height, width] = x.shape as [number, number, number, number];
  const views = VIEWS.map((cells, i) => {
    const mean = adaptiveAveragePool(x, { height: cells, width: cells });
    const view = convLayer(mean, `${key}.scales.${i}.1`, { out: channels, kernel: 1 });
    // One cell is the same everywhere: arithmetic broadcasts it.
    return cells === 1 ? view : resizeBilinear(view, { height, width });
  });
  const weights = sigmoidShares(
    views.map((view) =>
      convLayer(sub(x, view), `${key}.weight_net`, { out: channels, kernel: 1, bias: true }),
    ),
  );
  const weighed = views.map((view, i) => mul(weights[i]!, view));
  const context = div(sumOf(weighed), sumOf(weights));
  const joint = concat([context, x], 1);
  return relu(convLayer(joint, `${key}.bottleneck`, { out: channels, kernel: 1, bias: true }));
}

/**
 * Sigmoids up to a common factor, for weights that are divided by their sum. Where all are tiny, the factor keeps what
 * runtimes' approximations and halves lose: σ(z)·e⁻ᵐ = 1 / (eᵐ + eᵐ⁻ᶻ), with m the largest z but at most 0.
 */
function sigmoidShares(logits: readonly Tensor[]): Tensor[] {
  const largest = clip(
    logits.reduce((a, b) => max(a, b)),
    undefined,
    0,
  );
  const common = exp(largest);
  return logits.map((z) => reciprocal(add(common, exp(sub(largest, z)))));
}

const sumOf = (parts: readonly Tensor[]): Tensor => parts.reduce((sum, each) => add(sum, each));

/** Atrous spatial pyramid pooling with image-level features (DeepLab v3). */
export function aspp(x: Tensor, key: string, style: Style): Tensor {
  const { height, width } = { height: x.shape[2]!, width: x.shape[3]! };
  const norm = (features: Tensor, name: string): Tensor =>
    relu(style.ucf ? features : batchNormLayer(features, `${key}.${name}`));
  const dilations = style.ucf ? [1, 12, 24, 36] : [1, 6, 12, 18];
  const views = dilations.map((dilation, i) => {
    const layer = dilation === 1 ? { kernel: 1 } : { kernel: 3, dilation, pad: dilation };
    const branch = `aspp${i + 1}`;
    return norm(convLayer(x, `${key}.${branch}.atrous_conv`, { out: ASPP_WIDTH, ...layer }), `${branch}.bn`);
  });
  const mean = norm(
    convLayer(globalAveragePool(x), `${key}.global_avg_pool.1`, { out: ASPP_WIDTH, kernel: 1 }),
    'global_avg_pool.2',
  );
  const joint = concat([...views, expand(mean, [1, ASPP_WIDTH, height, width])], 1);
  return norm(convLayer(joint, `${key}.conv1`, { out: ASPP_WIDTH, kernel: 1 }), 'bn1');
}

/** Two convolutions on the coarse map, enlarged: the UCF variants' regression layer. */
export function regressionLayer(x: Tensor, key: string): Tensor {
  const wide = relu(convLayer(x, `${key}.0`, { out: 256, kernel: 3, pad: 1, bias: true }));
  return relu(convLayer(wide, `${key}.2`, { out: 128, kernel: 3, pad: 1, bias: true }));
}
