/** STDC, after Fan et al., "Rethinking BiSeNet for Real-time Semantic Segmentation" (CVPR 2021): PEM's backbone. */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer } from '#export/layers.ts';
import { relu } from '#export/ops/activation.ts';
import { averagePool } from '#export/ops/pool.ts';
import { concat } from '#export/ops/shape.ts';

/** Table 1 there: blocks at an eighth, a 16th and a 32nd of the image; `1` has 813 million multiply-adds at 224×224. */
const DEPTHS: Readonly<Record<string, readonly number[]>> = { '1': [2, 2, 2], '2': [4, 5, 3] };

/** Channels at a quarter of the image. */
const BASE = 64;

/** Features at a quarter, an eighth, a 16th and a 32nd of the image: 64, 256, 512 and 1024 channels. */
export function stdcStages(image: Tensor, key: string, network: string): Tensor[] {
  const depths = DEPTHS[network];
  if (!depths) throw new RangeError(`no STDC${network}; there are ${Object.keys(DEPTHS).join(' and ')}`);
  // The state_dict holds each block twice, in one list and by stage. Both must fit; the last one counts, as in
  // load_state_dict, and of the first nothing reaches an output.
  blocks(image, depths, (index) => `${key}.features.${index}`);
  return blocks(image, depths, (index, stride) => `${key}.x${stride}.0.${index}`);
}

function blocks(
  image: Tensor,
  depths: readonly number[],
  keyOf: (index: number, stride: number) => string,
): Tensor[] {
  const half = convX(image, keyOf(0, 2), { out: BASE / 2, kernel: 3, stride: 2 });
  let x = convX(half, keyOf(1, 4), { out: BASE, kernel: 3, stride: 2 });
  const stages = [x];
  let index = 2;
  depths.forEach((depth, stage) => {
    for (let i = 0; i < depth; i++) {
      x = bottleneck(x, keyOf(index++, 8 * 2 ** stage), 4 * BASE * 2 ** stage, i === 0 ? 2 : 1);
    }
    stages.push(x);
  });
  return stages;
}

/** The original's CatBottleneck: ever narrower convolutions one after the other, side by side in the output. */
function bottleneck(x: Tensor, key: string, out: number, stride: number): Tensor {
  const first = convX(x, `${key}.conv_list.0`, { out: out / 2, kernel: 1 });
  let last = stride === 2 ? shrunk(first, `${key}.avd_layer`) : first;
  const parts = [stride === 2 ? averagePool(first, 3, { stride: 2, pad: 1 }) : first];
  [out / 4, out / 8, out / 8].forEach((width, i) => {
    last = convX(last, `${key}.conv_list.${i + 1}`, { out: width, kernel: 3 });
    parts.push(last);
  });
  return concat(parts, 1);
}

function shrunk(x: Tensor, key: string): Tensor {
  const channels = x.shape[1]!;
  const layer = { out: channels, kernel: 3, stride: 2, pad: 1, groups: channels };
  return batchNormLayer(convLayer(x, `${key}.0`, layer), `${key}.1`);
}

function convX(x: Tensor, key: string, layer: { out: number; kernel: number; stride?: number }): Tensor {
  const features = convLayer(x, `${key}.conv`, { ...layer, pad: (layer.kernel - 1) / 2 });
  return relu(batchNormLayer(features, `${key}.bn`));
}
