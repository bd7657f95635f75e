/** The original's BackEnd: three levels of a 1×1 and 3×3 convolutions, each taking up the encoder's features. */
import type { Tensor } from '#export/graph-builder.ts';
import { relu } from '#export/ops/activation.ts';
import { resizeBilinear } from '#export/ops/resize.ts';
import { concat } from '#export/ops/shape.ts';
import { baseConv, type Style } from './vgg.ts';

export interface Levels {
  /** What the first convolution takes, at an eighth of the input. */
  eighth: readonly Tensor[];
  /** Beside the enlarged features at a quarter and at a half. */
  quarter: readonly Tensor[];
  half: readonly Tensor[];
  /** Enlarges to a quarter, then to a half. */
  enlarge: readonly [(x: Tensor) => Tensor, (x: Tensor) => Tensor];
}

export function decoder({ eighth, quarter, half, enlarge }: Levels, key: string, style: Style): Tensor {
  const [toQuarter, toHalf] = enlarge;
  const conv = (x: Tensor, number: number, out: number, kernel: number): Tensor =>
    relu(baseConv(x, `${key}.conv${number}`, { out, kernel }, style));
  let x = conv(conv(concat(eighth, 1), 1, 256, 1), 2, 256, 3);
  x = conv(conv(concat([toQuarter(x), ...quarter], 1), 3, 128, 1), 4, 128, 3);
  x = conv(conv(concat([toHalf(x), ...half], 1), 5, 64, 1), 6, 64, 3);
  return conv(x, 7, 32, 3);
}

/** UpsamplingBilinear2d: corners meet. */
export const enlarged = (x: Tensor, factor: number): Tensor =>
  resizeBilinear(x, { height: factor * x.shape[2]!, width: factor * x.shape[3]! }, 'align-corners');
