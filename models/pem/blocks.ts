/** What the layers of PEM's transformer share, and those that are as in Mask2Former. Queries are [queries, 256]. */
import type { GraphBuilder, Tensor } from '#export/graph-builder.ts';
import { linearLayer } from '#export/layers.ts';
import { relu, softmax } from '#export/ops/activation.ts';
import { add, mul } from '#export/ops/elementwise.ts';
import { linear, matMul } from '#export/ops/linear.ts';
import { layerNorm } from '#export/ops/normalisation.ts';
import { reshape, transpose } from '#export/ops/shape.ts';
import { float32, sizeOf } from '#export/tensor-data.ts';

/** Channels of queries and features. */
export const WIDTH = 256;
export const HEADS = 8;

/** Channels within the perceptron. */
const HIDDEN = 2048;

/** nn.LayerNorm of the last axis: `<key>.weight` and `.bias`. */
export const layerNormLayer = (x: Tensor, key: string): Tensor =>
  layerNorm(x, x.graph.parameter(`${key}.weight`, [WIDTH]), x.graph.parameter(`${key}.bias`, [WIDTH]));

/** nn.MultiheadAttention among the queries, normalised before; only queries and keys know the codes. */
export function selfAttention(queries: Tensor, codes: Tensor, key: string): Tensor {
  const [count = 0] = queries.shape;
  const { graph } = queries;
  const normalised = layerNormLayer(queries, `${key}.norm`);
  const weight = graph.parameter(`${key}.self_attn.in_proj_weight`, [3 * WIDTH, WIDTH]);
  const bias = graph.parameter(`${key}.self_attn.in_proj_bias`, [3 * WIDTH]);
  const [asking, asked, values] = [0, 1, 2].map((part) => {
    const from = part < 2 ? add(normalised, codes) : normalised;
    const projected = linear(from, third(graph, weight, part), third(graph, bias, part));
    return reshape(projected, [count, HEADS, WIDTH / HEADS]);
  }) as [Tensor, Tensor, Tensor];
  const products = matMul(transpose(asking, [1, 0, 2]), transpose(asked, [1, 2, 0]));
  const weights = softmax(mul(products, (WIDTH / HEADS) ** -0.5), 2);
  const attended = transpose(matMul(weights, transpose(values, [1, 0, 2])), [1, 0, 2]);
  const joint = reshape(attended, [count, WIDTH]);
  return add(queries, linearLayer(joint, `${key}.self_attn.out_proj`, WIDTH));
}

/** The `part`-th third of the rows of a constant. */
function third(graph: GraphBuilder, tensor: Tensor, part: number): Tensor {
  const { data } = graph.constantOf(tensor)!;
  const shape = tensor.shape.with(0, tensor.shape[0]! / 3);
  const length = sizeOf(shape);
  const values = data.slice(part * length, (part + 1) * length) as Float32Array;
  return graph.constant(float32(shape, values), `${tensor.name}.${part}`);
}

export function perceptron(queries: Tensor, key: string): Tensor {
  const normalised = layerNormLayer(queries, `${key}.norm`);
  const hidden = relu(linearLayer(normalised, `${key}.linear1`, HIDDEN));
  return add(queries, linearLayer(hidden, `${key}.linear2`, WIDTH));
}
