/** DDRNet's residual blocks. The last of a stage has no ReLU: the branches apply it where they use the features. */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer } from '#export/layers.ts';
import { relu } from '#export/ops/activation.ts';
import { add } from '#export/ops/elementwise.ts';

interface Conv {
  out: number;
  kernel: number;
  stride?: number;
  bias?: boolean;
}

const padded = (x: Tensor, key: string, layer: Conv): Tensor =>
  convLayer(x, key, { ...layer, pad: (layer.kernel - 1) / 2 });

export const convBn = (x: Tensor, conv: string, norm: string, layer: Conv): Tensor =>
  batchNormLayer(padded(x, conv, layer), norm);

export const normReluConv = (x: Tensor, norm: string, conv: string, layer: Conv): Tensor =>
  padded(relu(batchNormLayer(x, norm)), conv, layer);

/** `blocks` basic blocks, the first of which may halve the size and change the width. */
export function basicBlocks(
  x: Tensor,
  key: string,
  { out, blocks, stride = 1 }: { out: number; blocks: number; stride?: number },
): Tensor {
  for (let i = 0; i < blocks; i++) {
    const features = basicBlock(x, `${key}.${i}`, out, i === 0 ? stride : 1);
    x = i === blocks - 1 ? features : relu(features);
  }
  return x;
}

function basicBlock(x: Tensor, key: string, out: number, stride: number): Tensor {
  const first = relu(convBn(x, `${key}.conv1`, `${key}.bn1`, { out, kernel: 3, stride }));
  return add(convBn(first, `${key}.conv2`, `${key}.bn2`, { out, kernel: 3 }), residual(x, key, out, stride));
}

/** Narrow, filter, widen to twice `planes`. */
export function bottleneck(
  x: Tensor,
  key: string,
  { planes, stride = 1 }: { planes: number; stride?: number },
): Tensor {
  const narrow = relu(convBn(x, `${key}.conv1`, `${key}.bn1`, { out: planes, kernel: 1 }));
  const filtered = relu(convBn(narrow, `${key}.conv2`, `${key}.bn2`, { out: planes, kernel: 3, stride }));
  const wide = convBn(filtered, `${key}.conv3`, `${key}.bn3`, { out: 2 * planes, kernel: 1 });
  return add(wide, residual(x, key, 2 * planes, stride));
}

function residual(x: Tensor, key: string, out: number, stride: number): Tensor {
  if (stride === 1 && x.shape[1] === out) return x;
  return convBn(x, `${key}.downsample.0`, `${key}.downsample.1`, { out, kernel: 1, stride });
}
