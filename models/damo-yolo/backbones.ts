/** The searched backbones (TinyNAS) of three kinds. Each returns its maps of an 8th, a 16th and a 32nd of the input. */
import type { Tensor } from '#export/graph-builder.ts';
import { relu } from '#export/ops/activation.ts';
import { add } from '#export/ops/elementwise.ts';
import { concat } from '#export/ops/shape.ts';
import { convBn, inverted, pyramidPool, type Activation } from './blocks.ts';
import { focus, repConv } from './fused.ts';

export interface Stage {
  out: number;
  /** Width inside its blocks. */
  mid: number;
  blocks: number;
}

export interface Backbone {
  stem: number;
  stages: readonly Stage[];
}

export type Maps = readonly [eighth: Tensor, sixteenth: Tensor, last: Tensor];

type Builder = (image: Tensor, backbone: Backbone, act: Activation) => Maps;

/** ConvKXBN: `<key>.conv1` and `<key>.bn1`. */
const kxBn = (x: Tensor, key: string, out: number, kernel: number, stride = 1): Tensor =>
  convBn(x, `${key}.conv1`, `${key}.bn1`, { out, kernel, stride });

const list = 'backbone.block_list';

/** Five stages, of which the fourth keeps the size of the third: its output and those of the second and last count. */
function staged(
  stem: Tensor,
  stages: readonly Stage[],
  block: (x: Tensor, key: string, stage: Stage, stride: number) => Tensor,
): Maps {
  const maps: Tensor[] = [];
  stages.forEach((stage, i) => {
    const isLast = i === stages.length - 1;
    let x = block(maps.at(-1) ?? stem, `${list}.${i + 1}.block_list.0`, stage, i === 3 ? 1 : 2);
    // Spatial pyramid pooling stands second in the last stage's list.
    if (isLast) x = pyramidPool(x, `${list}.${i + 1}.block_list.1`);
    for (let at = 1; at < stage.blocks; at++) {
      x = block(x, `${list}.${i + 1}.block_list.${isLast ? at + 1 : at}`, stage, 1);
    }
    maps.push(x);
  });
  return [maps[1]!, maps[3]!, maps[4]!];
}

/** T and S: narrow, then a re-parametrised 3×3, with a residual. */
export const residual: Builder = (image, { stem, stages }, act) =>
  staged(act(focus(image, `${list}.0.conv`, stem)), stages, (x, key, { out, mid }, stride) =>
    residualBlock(x, key, { out, mid, stride, kernel: 1 }, act),
  );

/** Nano: inverted bottlenecks after a plain stem. */
export const mobile: Builder = (image, { stem, stages }, act) =>
  staged(act(kxBn(image, `${list}.0.conv`, stem, 3, 2)), stages, (x, key, { out, mid }, stride) =>
    inverted(x, `${key}.conv`, { out, mid, stride, narrowAt: 7 }, act),
  );

/** M and L: each stage halves the size, then half of the channels pass its blocks. What surrounds them has ReLU. */
export const crossStage: Builder = (image, { stem, stages }, act) => {
  const maps: Tensor[] = [];
  stages.forEach(({ out, mid, blocks }, i) => {
    const key = `backbone.csp_stage.${i + 1}`;
    const around = (x: Tensor, name: string, width: number, kernel: number, stride = 1) =>
      relu(kxBn(x, `${key}.${name}.conv`, width, kernel, stride));
    const before = maps.at(-1) ?? act(focus(image, 'backbone.csp_stage.0.conv', stem));
    let whole = around(before, 'downsampler', out, 3, 2);
    if (i === stages.length - 1) whole = pyramidPool(whole, `${key}.spp`);
    let half = around(whole, 'conv_start', out / 2, 1);
    for (let at = 0; at < blocks; at++) {
      const block = { out: out / 2, mid, stride: 1, kernel: 3 };
      half = residualBlock(half, `${key}.convstem.${at}`, block, act);
    }
    const shortcut = around(whole, 'conv_shortcut', out / 2, 1);
    maps.push(around(concat([half, shortcut], 1), 'conv_fuse', out, 1));
  });
  return [maps[1]!, maps[2]!, maps[3]!];
};

interface Residual {
  out: number;
  mid: number;
  stride: number;
  /** Of the first convolution; the second is 3×3. */
  kernel: number;
}

function residualBlock(x: Tensor, key: string, block: Residual, act: Activation): Tensor {
  const { out, mid, stride, kernel } = block;
  const narrow = act(kxBn(x, `${key}.conv1`, mid, kernel));
  const features = repConv(narrow, `${key}.conv2`, { out, stride });
  return act(stride === 1 ? add(features, x) : features);
}
