/**
 * MobileNetV3's trunk, after Howard et al., "Searching for MobileNetV3" (ICCV 2019), tables 1 and 2. Classifier,
 * detector and segmenters stand on it; they name its layers differently and stretch it in different ways.
 */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer } from '#export/layers.ts';
import { hardSigmoid, hardSwish, relu } from '#export/ops/activation.ts';
import { add, mul } from '#export/ops/elementwise.ts';
import { globalAveragePool } from '#export/ops/pool.ts';
import { samePads } from '#export/ops/window.ts';

/** In all of the family, unlike PyTorch's default. */
export const EPSILON = 1e-3;

export interface Block {
  kernel: number;
  mid: number;
  out: number;
  /** Squeeze and excitation. */
  se: boolean;
  act: (x: Tensor) => Tensor;
  stride: number;
  dilation?: number;
}

type Row = readonly [kernel: number, mid: number, out: number, kind: string, stride: number];

/** `kind`: S with squeeze and excitation, H with hard swish instead of ReLU. */
const block = ([kernel, mid, out, kind, stride]: Row): Block => ({
  kernel,
  mid,
  out,
  se: kind.includes('S'),
  act: kind.includes('H') ? hardSwish : relu,
  stride,
});

const rows = {
  large: [
    [3, 16, 16, '', 1],
    [3, 64, 24, '', 2],
    [3, 72, 24, '', 1],
    [5, 72, 40, 'S', 2],
    [5, 120, 40, 'S', 1],
    [5, 120, 40, 'S', 1],
    [3, 240, 80, 'H', 2],
    [3, 200, 80, 'H', 1],
    [3, 184, 80, 'H', 1],
    [3, 184, 80, 'H', 1],
    [3, 480, 112, 'SH', 1],
    [3, 672, 112, 'SH', 1],
    [5, 672, 160, 'SH', 2],
    [5, 960, 160, 'SH', 1],
    [5, 960, 160, 'SH', 1],
  ],
  small: [
    [3, 16, 16, 'S', 2],
    [3, 72, 24, '', 2],
    [3, 88, 24, '', 1],
    [5, 96, 40, 'SH', 2],
    [5, 240, 40, 'SH', 1],
    [5, 240, 40, 'SH', 1],
    [5, 120, 48, 'SH', 1],
    [5, 144, 48, 'SH', 1],
    [5, 288, 96, 'SH', 2],
    [5, 576, 96, 'SH', 1],
    [5, 576, 96, 'SH', 1],
  ],
} as const satisfies Record<string, readonly Row[]>;

export type TrunkSize = keyof typeof rows;

export const STEM_CHANNELS = 16;

export const trunkSize = (name: unknown): TrunkSize => (name === 'small' ? 'small' : 'large');

export const blocksOf = (size: TrunkSize): Block[] => rows[size].map(block);

/** A convolution and the normalisation after it, by key. */
export type Pair = readonly [conv: string, norm: string];

/** The keys of a block's layers; `expand` is left out where the block does not widen. */
export interface BlockKeys {
  expand: Pair;
  depthwise: Pair;
  squeeze: readonly [reduce: string, expand: string];
  project: Pair;
}

interface Conv {
  out: number;
  kernel: number;
  stride?: number;
  dilation?: number;
  groups?: number;
}

/** Padded so that only the stride shrinks: `torch` evenly on both sides, `tensorflow` with the odd pixel at the end. */
export type Padding = 'torch' | 'tensorflow';

export function convBn(x: Tensor, [conv, norm]: Pair, layer: Conv, padding: Padding = 'torch'): Tensor {
  const { kernel, stride = 1, dilation = 1 } = layer;
  const pad =
    padding === 'torch' ? ((kernel - 1) / 2) * dilation : samePads(x.shape, kernel, stride, dilation);
  return batchNormLayer(convLayer(x, conv, { ...layer, pad }), norm, EPSILON);
}

/** An inverted bottleneck: widen, filter each channel, weigh the channels, narrow. */
export function inverted(x: Tensor, keys: BlockKeys, layer: Block, padding: Padding = 'torch'): Tensor {
  const { mid, out, act, stride } = layer;
  const wide = mid === x.shape[1] ? x : act(convBn(x, keys.expand, { out: mid, kernel: 1 }));
  const narrow = filterAndNarrow(wide, keys, layer, padding);
  return stride === 1 && out === x.shape[1] ? add(narrow, x) : narrow;
}

/** All of the bottleneck after its widening. */
export function filterAndNarrow(
  wide: Tensor,
  { depthwise, squeeze, project }: Omit<BlockKeys, 'expand'>,
  { kernel, mid, out, se, act, stride, dilation }: Block,
  padding: Padding = 'torch',
): Tensor {
  const filter = { out: mid, kernel, stride, dilation, groups: mid };
  const filtered = act(convBn(wide, depthwise, filter, padding));
  return convBn(se ? weighed(filtered, squeeze) : filtered, project, { out, kernel: 1 });
}

/** Each channel times what the means of all channels say of it. */
function weighed(x: Tensor, [reduce, expand]: readonly [string, string]): Tensor {
  const channels = x.shape[1]!;
  const few = convLayer(globalAveragePool(x), reduce, {
    out: divisible(channels / 4),
    kernel: 1,
    bias: true,
  });
  return mul(x, hardSigmoid(convLayer(relu(few), expand, { out: channels, kernel: 1, bias: true })));
}

/** The nearest multiple of 8 that is not below nine tenths. Source: _make_divisible of TensorFlow's models. */
export function divisible(channels: number): number {
  const nearest = Math.max(8, Math.floor((channels + 4) / 8) * 8);
  return nearest < 0.9 * channels ? nearest + 8 : nearest;
}
