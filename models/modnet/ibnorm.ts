/** MODNet's convolution: batch normalisation on the first half of the channels, instance normalisation on the second. */
import type { Tensor } from '#export/graph-builder.ts';
import { convLayer } from '#export/layers.ts';
import { relu } from '#export/ops/activation.ts';
import { batchNorm, instanceNorm } from '#export/ops/normalisation.ts';
import { concat, split } from '#export/ops/shape.ts';
import { float32 } from '#export/tensor-data.ts';

const EPSILON = 1e-5;

export function convIbnRelu(
  x: Tensor,
  key: string,
  { out, kernel, stride = 1 }: { out: number; kernel: number; stride?: number },
): Tensor {
  const pad = (kernel - 1) / 2;
  const features = convLayer(x, `${key}.layers.0`, { out, kernel, stride, pad, bias: true });
  const half = out / 2;
  const [batch, instance] = split(normalisedHalf(features, `${key}.layers.1.bnorm`, half), [half, half], 1);
  const ones = constant(x, half, 1);
  const zeros = constant(x, half, 0);
  return relu(concat([batch!, instanceNorm(instance!, ones, zeros, EPSILON)], 1));
}

/** Batch normalisation that leaves the second half as it is: on all channels it can be folded into the convolution. */
function normalisedHalf(x: Tensor, key: string, half: number): Tensor {
  const extended = (name: string, rest: number): Tensor => {
    const first = x.graph.constantOf(x.graph.parameter(`${key}.${name}`, [half]))!;
    return x.graph.constant(
      float32([2 * half], [...Array.from(first.data, Number), ...Array<number>(half).fill(rest)]),
    );
  };
  return batchNorm(x, {
    scale: extended('weight', 1),
    bias: extended('bias', 0),
    mean: extended('running_mean', 0),
    variance: extended('running_var', 1 - EPSILON),
    epsilon: EPSILON,
  });
}

const constant = (x: Tensor, length: number, value: number): Tensor =>
  x.graph.constant(float32([length], new Float32Array(length).fill(value)));
