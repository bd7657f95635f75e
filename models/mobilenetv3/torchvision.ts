/** MobileNetV3's trunk with torchvision's names: a list of the stem, the blocks and a last convolution. */
import type { Tensor } from '#export/graph-builder.ts';
import { hardSwish } from '#export/ops/activation.ts';
import { convBn, inverted, STEM_CHANNELS, type Block, type BlockKeys, type Pair } from './trunk.ts';

export const pairOf = (key: string): Pair => [`${key}.0`, `${key}.1`];

/** The keys of a block's layers in a list `key`, which skips what the block has not. */
export function blockKeys(key: string, { se }: Block, widens: boolean): BlockKeys {
  const first = widens ? 1 : 0;
  const last = first + (se ? 2 : 1);
  return {
    expand: pairOf(`${key}.0`),
    depthwise: pairOf(`${key}.${first}`),
    squeeze: [`${key}.${first + 1}.fc1`, `${key}.${first + 1}.fc2`],
    project: pairOf(`${key}.${last}`),
  };
}

export const stem = (image: Tensor, key: string): Tensor =>
  hardSwish(convBn(image, pairOf(key), { out: STEM_CHANNELS, kernel: 3, stride: 2 }));

export const tvBlock = (x: Tensor, key: string, block: Block): Tensor =>
  inverted(x, blockKeys(`${key}.block`, block, block.mid !== x.shape[1]), block);

/** The last convolution, six times as wide as the last block. */
export const lastConv = (x: Tensor, key: string): Tensor =>
  hardSwish(convBn(x, pairOf(key), { out: 6 * x.shape[1]!, kernel: 1 }));

/** The outputs of the stem, of each block and of the last convolution; up to block `single` kept in single precision. */
export function tvTrunk(image: Tensor, key: string, blocks: readonly Block[], single = 0): Tensor[] {
  const maps = [stem(image, `${key}.0`)];
  blocks.forEach((block, i) => {
    maps.push(tvBlock(maps.at(-1)!, `${key}.${i + 1}`, block));
    if (i + 1 === single) image.graph.keepSingle();
  });
  return [...maps, lastConv(maps.at(-1)!, `${key}.${blocks.length + 1}`)];
}
