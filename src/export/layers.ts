/** PyTorch's layers by state_dict key: each asks the graph's parameters for what it needs. */
import type { Tensor } from './graph-builder.ts';
import { prelu } from './ops/activation.ts';
import { conv, type ConvOptions } from './ops/convolution.ts';
import { linear } from './ops/linear.ts';
import { batchNorm } from './ops/normalisation.ts';
import { reshape } from './ops/shape.ts';
import { pair, type Pair } from './ops/window.ts';

export interface ConvLayer extends Omit<ConvOptions, 'bias'> {
  out: number;
  kernel: Pair;
  /** Default false: batch normalisation follows most convolutions. */
  bias?: boolean;
}

/** nn.Conv2d: `<key>.weight` and, with `bias`, `<key>.bias`. */
export function convLayer(x: Tensor, key: string, layer: ConvLayer): Tensor {
  const { out, kernel, bias = false, ...options } = layer;
  const perGroup = (x.shape[1] ?? 0) / (options.groups ?? 1);
  const weight = x.graph.parameter(`${key}.weight`, [out, perGroup, ...pair(kernel)]);
  return conv(x, weight, { ...options, bias: bias ? x.graph.parameter(`${key}.bias`, [out]) : undefined });
}

/** nn.BatchNorm2d: `<key>.weight`, `.bias`, `.running_mean`, `.running_var`. */
export function batchNormLayer(x: Tensor, key: string, epsilon?: number): Tensor {
  const channels = [x.shape[1] ?? 0];
  return batchNorm(x, {
    scale: x.graph.parameter(`${key}.weight`, channels),
    bias: x.graph.parameter(`${key}.bias`, channels),
    mean: x.graph.parameter(`${key}.running_mean`, channels),
    variance: x.graph.parameter(`${key}.running_var`, channels),
    epsilon,
  });
}

/** nn.PReLU with a slope for each channel: `<key>.weight`. */
export const preluLayer = (x: Tensor, key: string): Tensor =>
  prelu(x, x.graph.parameter(`${key}.weight`, [x.shape[1] ?? 0]));

/** nn.Linear with bias on [rows, in], or on a map of NCHW pixel by pixel: `<key>.weight` and `.bias`. */
export function linearLayer(x: Tensor, key: string, out: number): Tensor {
  const shape = [out, x.shape[1] ?? 0];
  const weight = x.graph.parameter(`${key}.weight`, shape);
  const bias = x.graph.parameter(`${key}.bias`, [out]);
  return x.shape.length === 4
    ? conv(x, reshape(weight, [...shape, 1, 1]), { bias })
    : linear(x, weight, bias);
}
