/** torchvision's ResNet-18, -34 and -50 without their classifier: the four stages' features. */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer } from '#export/layers.ts';
import { relu } from '#export/ops/activation.ts';
import { add } from '#export/ops/elementwise.ts';
import { maxPool } from '#export/ops/pool.ts';

/** He et al., "Deep Residual Learning" (CVPR 2016), table 1: residual blocks of each stage. */
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  18: [2, 2, 2, 2],
  34: [3, 4, 6, 3],
  50: [3, 4, 6, 3],
};

/** The stem and four stages, at a quarter, an eighth, a 16th and a 32nd of the image. */
export function resnetStages(image: Tensor, depth: number): Tensor[] {
  const depths = DEPTHS[depth];
  if (!depths) throw new RangeError(`no ResNet-${depth}; there are ${Object.keys(DEPTHS).join(', ')}`);
  const block = depth === 50 ? bottleneck : basicBlock;
  const stem = relu(convBn(image, 'conv1_x', 'bn1', { out: 64, kernel: 7, stride: 2 }));
  let x = maxPool(stem, 3, { stride: 2, pad: 1 });
  return depths.map((blocks, stage) => {
    for (let i = 0; i < blocks; i++) {
      x = block(x, `layer${stage + 1}.${i}`, 64 * 2 ** stage, stage > 0 && i === 0 ? 2 : 1);
    }
    return x;
  });
}

function basicBlock(x: Tensor, key: string, planes: number, stride: number): Tensor {
  const first = relu(convBn(x, `${key}.conv1`, `${key}.bn1`, { out: planes, kernel: 3, stride }));
  const second = convBn(first, `${key}.conv2`, `${key}.bn2`, { out: planes, kernel: 3 });
  return relu(add(second, shortcut(x, key, planes, stride)));
}

function bottleneck(x: Tensor, key: string, planes: number, stride: number): Tensor {
  const narrow = relu(convBn(x, `${key}.conv1`, `${key}.bn1`, { out: planes, kernel: 1 }));
  const filtered = relu(convBn(narrow, `${key}.conv2`, `${key}.bn2`, { out: planes, kernel: 3, stride }));
  const wide = convBn(filtered, `${key}.conv3`, `${key}.bn3`, { out: 4 * planes, kernel: 1 });
  return relu(add(wide, shortcut(x, key, 4 * planes, stride)));
}

function shortcut(x: Tensor, key: string, out: number, stride: number): Tensor {
  if (stride === 1 && x.shape[1] === out) return x;
  return convBn(x, `${key}.downsample.0`, `${key}.downsample.1`, { out, kernel: 1, stride });
}

function convBn(
  x: Tensor,
  conv: string,
  norm: string,
  layer: { out: number; kernel: number; stride?: number },
): Tensor {
  return batchNormLayer(convLayer(x, conv, { ...layer, pad: (layer.kernel - 1) / 2 }), norm);
}
