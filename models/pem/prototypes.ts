/**
 * PEM's cross-attention: each query, head by head, takes over the one pixel that is most like it, of those that its mask
 * has. Chosen by comparisons and a product, since what ArgMax finds is int64, which onnxruntime leaves to the CPU.
 */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer, linearLayer } from '#export/layers.ts';
import { add, equal, greater, mul, neg, where } from '#export/ops/elementwise.ts';
import { matMul } from '#export/ops/linear.ts';
import { unitVectors } from '#export/ops/normalisation.ts';
import { reduceMax, reduceMin } from '#export/ops/reduce.ts';
import { reshape, transpose } from '#export/ops/shape.ts';
import { int32 } from '#export/tensor-data.ts';
import { HEADS, layerNormLayer, WIDTH } from './blocks.ts';

/** Less than any part of a cosine. */
const OUTSIDE = -2;

export interface CrossAttention {
  queries: Tensor;
  queryCodes: Tensor;
  /** [1,256,h,w] */
  features: Tensor;
  /** [queries, h·w], negative outside of a query's mask. */
  masks: Tensor;
}

/** PEM_CA of the original; queries are [queries, 256]. */
export function prototypeAttention(
  { queries, queryCodes, features, masks }: CrossAttention,
  key: string,
): Tensor {
  const asked = layerNormLayer(add(queries, queryCodes), `${key}.query_proj.0`);
  const targets = unitVectors(linearLayer(asked, `${key}.query_proj.1`, WIDTH), 1);
  const memory = unitVectors(described(features, `${key}.feature_proj`), 1);
  const chosen = prototypes(targets, memory, masks);
  const alpha = reshape(queries.graph.parameter(`${key}.alpha`, [1, 1, WIDTH]), [1, WIDTH]);
  // Along the queries, not along each: so it stands in the original.
  const agreement = unitVectors(linearLayer(mul(chosen, targets), `${key}.proj`, WIDTH), 0);
  const out = linearLayer(add(mul(agreement, alpha), chosen), `${key}.final`, WIDTH);
  return add(out, queries);
}

/** LocalRepresentation: normalised before the padding, so that no convolution can take it up. */
function described(features: Tensor, key: string): Tensor {
  const normalised = batchNormLayer(features, `${key}.bn`);
  const depthwise = { out: WIDTH, kernel: 3, pad: 1, groups: WIDTH, bias: true };
  return linearLayer(convLayer(normalised, `${key}.to_query_3x3`, depthwise), `${key}.out`, WIDTH);
}

/** [queries, 256]: of each head's 32 channels those of the pixel that is chosen. */
function prototypes(targets: Tensor, memory: Tensor, masks: Tensor): Tensor {
  const [count = 0, pixels = 0] = masks.shape;
  const wanted = transpose(reshape(targets, [count, HEADS, WIDTH / HEADS]), [1, 0, 2]);
  const found = reshape(memory, [HEADS, WIDTH / HEADS, pixels]);
  const choice = mostSimilar(matMul(wanted, found), masks);
  const taken = matMul(choice, transpose(found, [0, 2, 1]));
  return reshape(transpose(taken, [1, 0, 2]), [count, WIDTH]);
}

/**
 * [heads, queries, pixels]: 1 at each query's first best pixel within its mask, 0 elsewhere. A query whose mask is empty
 * takes the first pixel, and where all are empty no mask counts, as in the original.
 */
function mostSimilar(similarity: Tensor, masks: Tensor): Tensor {
  const { graph } = similarity;
  const [, , pixels = 0] = similarity.shape;
  const areAllEmpty = greater(neg(reduceMax(masks, [0, 1])), 0);
  const isOutside = greater(mul(masks, where(areAllEmpty, 0, -1)), 0);
  const scores = where(reshape(isOutside, [1, ...masks.shape]), OUTSIDE, similarity);
  const isBest = equal(scores, reduceMax(scores, [2]));
  const places = graph.constant(int32([1, 1, pixels], [...Array(pixels).keys()]));
  const first = reduceMin(where(isBest, places, graph.constant(int32([], [pixels]))), [2]);
  return where(equal(places, first), 1, 0);
}
