import { float, int } from '../graph.ts';
import { shapeError, type Tensor } from '../graph-builder.ts';
import { float32, showShape } from '../tensor-data.ts';
import { clip } from './activation.ts';
import { abs, add, div, mul, sqrt } from './elementwise.ts';
import { reduceMax, reduceSum } from './reduce.ts';
import { reshape } from './shape.ts';

export interface BatchNormParameters {
  scale: Tensor;
  bias: Tensor;
  mean: Tensor;
  variance: Tensor;
  /** Default 1e-5, as in PyTorch. */
  epsilon?: number;
}

/** Batch normalisation at inference, (x − mean) / √(variance + ε) · scale + bias. passes/fold-batch-norms.ts removes it. */
export function batchNorm(x: Tensor, parameters: BatchNormParameters): Tensor {
  const { scale, bias, mean, variance, epsilon = 1e-5 } = parameters;
  const channels = x.shape[1] ?? 0;
  for (const each of [scale, bias, mean, variance]) {
    if (each.shape.length !== 1 || each.shape[0] !== channels) {
      const found = `${showShape(x.shape)} wants [${channels}], got ${showShape(each.shape)}`;
      throw shapeError('BatchNormalization', found);
    }
  }
  const inputs = [x, scale, bias, mean, variance];
  return x.graph.emit('BatchNormalization', inputs, { epsilon: float(epsilon) }, x);
}

/** Normalises each channel of each image by its own mean and variance. */
export function instanceNorm(x: Tensor, scale: Tensor, bias: Tensor, epsilon = 1e-5): Tensor {
  const inputs = [x, scale, bias];
  return x.graph.emit('InstanceNormalization', inputs, { epsilon: float(epsilon) }, x);
}

/** Normalises along the last axis. */
export function layerNorm(x: Tensor, scale: Tensor, bias: Tensor, epsilon = 1e-5): Tensor {
  const attributes = { axis: int(-1), epsilon: float(epsilon) };
  return x.graph.emit('LayerNormalization', [x, scale, bias], attributes, x);
}

/** All channels of an image as one group, normalised by their common mean and variance: nn.GroupNorm(1, C). */
export function groupNorm(x: Tensor, scale: Tensor, bias: Tensor, epsilon = 1e-5): Tensor {
  const [batch = 1, channels = 1, ...sides] = x.shape;
  const one = vector(x, 1, 1);
  const flat = instanceNorm(reshape(x, [batch, 1, -1]), one, vector(x, 1, 0), epsilon);
  const perChannel = [channels, ...sides.map(() => 1)];
  return add(mul(reshape(flat, x.shape), reshape(scale, perChannel)), reshape(bias, perChannel));
}

/** The smallest normal float16. */
const TINY = 2 ** -14;

/** Vectors along `axis` brought to length 1, zeros left as they are. The largest entry becomes 1 first: float16 holds the squares. */
export function unitVectors(x: Tensor, axis: number): Tensor {
  const scaled = div(x, clip(reduceMax(abs(x), [axis]), TINY, undefined));
  const length = sqrt(reduceSum(mul(scaled, scaled), [axis]));
  return div(scaled, clip(length, TINY, undefined));
}

/** x · scale + bias, one each for a channel, as a normalisation that folds into the convolution before. */
export function affine(x: Tensor, scale: Tensor, bias?: Tensor): Tensor {
  const channels = x.shape[1] ?? 0;
  const [zeros, ones] = [vector(x, channels, 0), vector(x, channels, 1)];
  return batchNorm(x, { scale, bias: bias ?? zeros, mean: zeros, variance: ones, epsilon: 0 });
}

const vector = (x: Tensor, length: number, value: number): Tensor =>
  x.graph.constant(float32([length], new Float32Array(length).fill(value)));
