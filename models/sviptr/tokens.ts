/** Maps as lists of tokens [height · width, channels], and the layers that work on them. */
import type { Tensor } from '#export/graph-builder.ts';
import { linearLayer } from '#export/layers.ts';
import { gelu, softmax } from '#export/ops/activation.ts';
import { add, mul } from '#export/ops/elementwise.ts';
import { matMul } from '#export/ops/linear.ts';
import { layerNorm } from '#export/ops/normalisation.ts';
import { reshape, transpose } from '#export/ops/shape.ts';

export interface MapSize {
  height: number;
  width: number;
}

/** [1, C, H, W] to [H · W, C]. */
export const toTokens = (map: Tensor): Tensor => transpose(reshape(map, [map.shape[1]!, -1]), [1, 0]);

/** [H · W, C] to [1, C, H, W]. */
export const toMap = (tokens: Tensor, { height, width }: MapSize): Tensor =>
  reshape(transpose(tokens, [1, 0]), [1, tokens.shape[1]!, height, width]);

/** nn.LayerNorm by state_dict key. */
export function norm(x: Tensor, key: string, epsilon?: number): Tensor {
  const parameter = (name: string) => x.graph.parameter(`${key}.${name}`, [x.shape.at(-1)!]);
  return layerNorm(x, parameter('weight'), parameter('bias'), epsilon);
}

/** Adds a perceptron of the normalised tokens: the second half of every block. */
export function addPerceptron(x: Tensor, key: string, ratio: number): Tensor {
  const channels = x.shape[1]!;
  const hidden = gelu(linearLayer(norm(x, `${key}.norm2`), `${key}.mlp.net.0`, ratio * channels));
  return add(x, linearLayer(hidden, `${key}.mlp.net.3`, channels));
}

/** softmax(q · k / √d) · v for q and v [batch, heads, n, d] and k with its last two axes swapped. */
export function attention(q: Tensor, k: Tensor, v: Tensor): Tensor {
  const logits = matMul(mul(q, q.shape.at(-1)! ** -0.5), k);
  return matMul(softmax(logits, logits.shape.length - 1), v);
}
