/** Layers that checkpoints hold in their form for training, put together into one convolution on load. */
import { shapeError, type GraphBuilder, type Tensor } from '#export/graph-builder.ts';
import { batchNormLayer } from '#export/layers.ts';
import { conv } from '#export/ops/convolution.ts';
import { float32, sizeOf } from '#export/tensor-data.ts';
import { EPSILON } from './blocks.ts';

interface Kernel {
  weights: Float64Array;
  bias: Float64Array;
}

/** A 3×3 and a 1×1 convolution of the same input, each normalised, then added: one 3×3 (RepVGG, Ding et al.). */
export function repConv(
  x: Tensor,
  key: string,
  { out, stride = 1 }: { out: number; stride?: number },
): Tensor {
  const channels = x.shape[1]!;
  const dense = normalised(x.graph, `${key}.rbr_dense`, [out, channels, 3, 3]);
  const point = normalised(x.graph, `${key}.rbr_1x1`, [out, channels, 1, 1]);
  // The 1×1 is the centre of a 3×3.
  const weights = dense.weights.map((value, i) =>
    i % 9 === 4 ? value + point.weights[(i - 4) / 9]! : value,
  );
  const bias = dense.bias.map((value, i) => value + point.bias[i]!);
  return conv(x, x.graph.constant(float32([out, channels, 3, 3], weights), `${key}.weight`), {
    bias: x.graph.constant(float32([out], bias), `${key}.bias`),
    stride,
    pad: 1,
  });
}

/** A convolution's weights with the normalisation after it: `<key>.conv` and `<key>.bn`. */
function normalised(graph: GraphBuilder, key: string, shape: readonly number[]): Kernel {
  const [out = 0] = shape;
  const norm = (name: string) => read(graph, `${key}.bn.${name}`, [out]);
  const [scale, shift, mean, variance] = ['weight', 'bias', 'running_mean', 'running_var'].map(norm);
  const factors = new Float64Array(scale!).map((value, i) => value / Math.sqrt(variance![i]! + EPSILON));
  const perOutput = sizeOf(shape) / out;
  return {
    // Not Float64Array.from with a function, which walks an iterator: millions of weights pass here.
    weights: new Float64Array(read(graph, `${key}.conv.weight`, shape)).map(
      (value, i) => value * factors[Math.floor(i / perOutput)]!,
    ),
    bias: new Float64Array(shift!).map((value, i) => value - mean![i]! * factors[i]!),
  };
}

/**
 * The stem over the image's four half-size phases side by side is a 6×6 convolution of stride 2 over the image itself.
 * Phases come column by column: top left, bottom left, top right, bottom right.
 */
export function focus(x: Tensor, key: string, out: number): Tensor {
  const channels = x.shape[1]!;
  const phased = read(x.graph, `${key}.conv.weight`, [out, 4 * channels, 3, 3]);
  const weights = new Float32Array(out * channels * 36);
  for (let i = 0; i < phased.length; i++) {
    const [column, row] = [i % 3, Math.floor(i / 3) % 3];
    const input = Math.floor(i / 9) % (4 * channels);
    const [channel, phase] = [input % channels, Math.floor(input / channels)];
    const at = (2 * row + (phase % 2)) * 6 + 2 * column + Math.floor(phase / 2);
    weights[(Math.floor(i / (36 * channels)) * channels + channel) * 36 + at] = phased[i]!;
  }
  const kernel = x.graph.constant(float32([out, channels, 6, 6], weights), `${key}.weight`);
  return batchNormLayer(conv(x, kernel, { stride: 2, pad: 2 }), `${key}.bn`, EPSILON);
}

function read(graph: GraphBuilder, key: string, shape: readonly number[]): Float32Array {
  const found = graph.constantOf(graph.parameter(key, shape));
  if (found?.type === 'float32') return found.data;
  throw shapeError('parameter', `${key} is not float32`);
}
