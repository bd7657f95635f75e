import { float, int } from '../graph.ts';
import type { Tensor } from '../graph-builder.ts';
import { float32 } from '../tensor-data.ts';
import { add, div, erf, mul, unary } from './elementwise.ts';
import { reshape } from './shape.ts';

export const relu = (x: Tensor): Tensor => unary('Relu', x);
export const sigmoid = (x: Tensor): Tensor => unary('Sigmoid', x);
export const tanh = (x: Tensor): Tensor => unary('Tanh', x);
export const silu = (x: Tensor): Tensor => mul(x, sigmoid(x));
export const hardSwish = (x: Tensor): Tensor => unary('HardSwish', x);
export const leakyRelu = (x: Tensor, slope: number): Tensor => unary('LeakyRelu', x, { alpha: float(slope) });
export const softmax = (x: Tensor, axis: number): Tensor => unary('Softmax', x, { axis: int(axis) });

/** max(0, min(1, alpha · x + beta)); the default is PyTorch's, x / 6 + 1 / 2. */
export const hardSigmoid = (x: Tensor, alpha = 1 / 6, beta = 0.5): Tensor =>
  unary('HardSigmoid', x, { alpha: float(alpha), beta: float(beta) });

/** x · Φ(x) with the error function, in the form that ORT fuses. */
export const gelu = (x: Tensor): Tensor => mul(mul(x, add(erf(div(x, Math.SQRT2)), 1)), 0.5);

export function clip(x: Tensor, low: number | undefined, high: number | undefined): Tensor {
  const bound = (value: number | undefined) =>
    value === undefined ? undefined : x.graph.constant(float32([], [value]));
  const inputs = high === undefined ? [x, bound(low)] : [x, bound(low), bound(high)];
  return x.graph.emit('Clip', inputs, {}, x);
}

export const relu6 = (x: Tensor): Tensor => clip(x, 0, 6);

/**
 * max(x, 0) + slope · min(x, 0), with one slope, a slope for each channel [C], or any shape that broadcasts.
 * Spelled out because ORT's WebGPU provider has no PRelu.
 */
export function prelu(x: Tensor, slope: Tensor): Tensor {
  const perChannel = [slope.shape[0] ?? 1, ...x.shape.slice(2).map(() => 1)];
  const factor = slope.shape.length === 1 ? reshape(slope, perChannel) : slope;
  return add(relu(x), mul(clip(x, undefined, 0), factor));
}
