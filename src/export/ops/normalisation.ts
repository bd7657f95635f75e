import { float } from '../graph.ts';
import { shapeError, type Tensor } from '../graph-builder.ts';
import { showShape } from '../tensor-data.ts';

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
