/** The recurrent decoder: at each scale half of the channels remember, in a convolutional GRU, what earlier frames showed. */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer } from '#export/layers.ts';
import { relu, sigmoid, tanh } from '#export/ops/activation.ts';
import { add, mul, sub } from '#export/ops/elementwise.ts';
import { averagePool } from '#export/ops/pool.ts';
import { resizeBilinear } from '#export/ops/resize.ts';
import { concat, slice, split } from '#export/ops/shape.ts';

/** Channels of decode3 to decode0. */
const WIDTHS = [80, 40, 32, 16];

export interface Decoded {
  /** 16 channels at the size of the picture. */
  features: Tensor;
  /** What the next frame is to be given as r1 to r4, finest first. */
  states: Tensor[];
}

/** `levels`: backbone features, finest first; `state(number, shape)` gives the state that the frame before left. */
export function recurrentDecoder(
  image: Tensor,
  levels: readonly Tensor[],
  state: (number: number, shape: readonly number[]) => Tensor,
): Decoded {
  const pictures = [image];
  for (let i = 0; i < 3; i++) pictures.push(halved(pictures.at(-1)!));
  const states: Tensor[] = [];
  const remember = (x: Tensor, number: number): Tensor => {
    const [fresh, remembered] = split(x, [x.shape[1]! / 2, x.shape[1]! / 2], 1);
    const next = gru(remembered!, state(number, remembered!.shape), `decoder.decode${number}.gru`);
    states.unshift(next);
    return concat([fresh!, next], 1);
  };
  let x = remember(levels[3]!, 4);
  for (const number of [3, 2, 1]) {
    const picture = pictures[number]!;
    const joint = concat([enlarged(x, picture), levels[number - 1]!, picture], 1);
    x = remember(convBnRelu(joint, `decoder.decode${number}.conv`, 0, WIDTHS[3 - number]!), number);
  }
  const last = convBnRelu(concat([enlarged(x, image), image], 1), 'decoder.decode0.conv', 0, WIDTHS[3]!);
  return { features: convBnRelu(last, 'decoder.decode0.conv', 3, WIDTHS[3]!), states };
}

/** nn.AvgPool2d(2) that rounds up: an odd last row is a mean of what there is. */
function halved(x: Tensor): Tensor {
  const [, , height, width] = x.shape as [number, number, number, number];
  return averagePool(x, 2, { pad: [0, 0, height % 2, width % 2], countIncludePad: false });
}

/** Twice as large, without what the finer picture has not. */
function enlarged(x: Tensor, { shape }: Tensor): Tensor {
  const [height, width] = [shape[2]!, shape[3]!];
  const twice = resizeBilinear(x, { height: 2 * x.shape[2]!, width: 2 * x.shape[3]! });
  if (twice.shape[2] === height && twice.shape[3] === width) return twice;
  return slice(twice, { axis: 2, start: 0, end: height }, { axis: 3, start: 0, end: width });
}

function gru(x: Tensor, before: Tensor, key: string): Tensor {
  const channels = x.shape[1]!;
  const conv = (from: readonly Tensor[], name: string, out: number): Tensor =>
    convLayer(concat(from, 1), `${key}.${name}.0`, { out, kernel: 3, pad: 1, bias: true });
  const gates = sigmoid(conv([x, before], 'ih', 2 * channels));
  const [reset, update] = split(gates, [channels, channels], 1);
  const candidate = tanh(conv([x, mul(reset!, before)], 'hh', channels));
  return add(before, mul(update!, sub(candidate, before)));
}

function convBnRelu(x: Tensor, key: string, position: number, out: number): Tensor {
  const features = convLayer(x, `${key}.${position}`, { out, kernel: 3, pad: 1 });
  return relu(batchNormLayer(features, `${key}.${position + 1}`));
}
