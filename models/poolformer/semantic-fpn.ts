/** Semantic FPN (Kirillov et al., CVPR 2019) with mmseg's parameter names: a feature pyramid and its sum at a quarter. */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer } from '#export/layers.ts';
import { relu } from '#export/ops/activation.ts';
import { add } from '#export/ops/elementwise.ts';
import { resizeBilinear, resizeNearest, type ResizeTarget } from '#export/ops/resize.ts';

const NECK = 256;
const HEAD = 128;

/** Logits at the size of the finest features. */
export function semanticFpn(features: readonly Tensor[], classes: number): Tensor {
  const levels = pyramid(features);
  const scaled = levels.map((level, i) => scaleHead(level, i, sizeOf(levels[0]!)));
  const joined = scaled.reduce((sum, each) => add(sum, each));
  return convLayer(joined, 'decode_head.conv_seg', { out: classes, kernel: 1, bias: true });
}

/** Each level takes up the coarser ones, nearest pixels enlarged. */
function pyramid(features: readonly Tensor[]): Tensor[] {
  const lateral = features.map((x, i) =>
    convLayer(x, `neck.lateral_convs.${i}.conv`, { out: NECK, kernel: 1, bias: true }),
  );
  for (let i = lateral.length - 1; i > 0; i--) {
    lateral[i - 1] = add(lateral[i - 1]!, resizeNearest(lateral[i]!, sizeOf(lateral[i - 1]!)));
  }
  return lateral.map((x, i) =>
    convLayer(x, `neck.fpn_convs.${i}.conv`, { out: NECK, kernel: 3, pad: 1, bias: true }),
  );
}

/** Convolutions that each double the size, as many as lie between this level and the finest. */
function scaleHead(level: Tensor, number: number, target: ResizeTarget): Tensor {
  let x = level;
  for (let i = 0; i < Math.max(1, number); i++) {
    // In the original's nn.Sequential every second entry is an enlargement.
    const key = `decode_head.scale_heads.${number}.${2 * i}`;
    const features = convLayer(x, `${key}.conv`, { out: HEAD, kernel: 3, pad: 1 });
    x = relu(batchNormLayer(features, `${key}.bn`));
    if (number > 0) x = resizeBilinear(x, { height: 2 * x.shape[2]!, width: 2 * x.shape[3]! });
  }
  return resizeBilinear(x, target);
}

const sizeOf = (x: Tensor): ResizeTarget => ({ height: x.shape[2]!, width: x.shape[3]! });
