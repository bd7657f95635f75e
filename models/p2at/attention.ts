/** P2AT's pyramid pooling axial attention: rows attend to rows and columns to columns, each standing for its mean. */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer } from '#export/layers.ts';
import { relu, softmax } from '#export/ops/activation.ts';
import { add, mul } from '#export/ops/elementwise.ts';
import { matMul } from '#export/ops/linear.ts';
import { averagePool } from '#export/ops/pool.ts';
import { reduceMean } from '#export/ops/reduce.ts';
import { concat, reshape, transpose } from '#export/ops/shape.ts';
import { float32 } from '#export/tensor-data.ts';
import { convBnPrelu, pointwise, WIDTH } from './blocks.ts';

const HEADS = 8;
/** Channels of a head's queries and keys, and of its values. */
const KEY = 16;
const VALUE = 32;
/** Length of the learned position codes. */
const POSITIONS = 16;
/** How much wider the perceptron is inside. */
const MLP_RATIO = 4;

/** One layer of the original's SSABlock. */
export function attentionBlock(x: Tensor, key: string): Tensor {
  const attended = add(x, axialAttention(x, `${key}.attn`));
  return add(attended, perceptron(attended, `${key}.mlp`));
}

function axialAttention(x: Tensor, key: string): Tensor {
  const pooled = pyramidPool(x, `${key}.pool_feats_processor`);
  const values = pointwise(pooled, `${key}.to_v`, HEADS * VALUE);
  const rows = convBnPrelu(attend(pooled, 'row', key), `${key}.proj_encode_row`, {
    out: HEADS * VALUE,
    kernel: 1,
  });
  const columns = pointwise(attend(pooled, 'column', key), `${key}.proj_encode_column`, HEADS * VALUE);
  const attended = add(values, add(rows, columns));
  const projected = convBnPrelu(attended, `${key}.proj`, { out: WIDTH, kernel: 1 });
  return mul(projected, enhanceDetails(x, `${key}.details_enhancer`));
}

/**
 * [1, heads · value, H, 1] for rows, [1, heads · value, 1, W] for columns. The original takes means of queries, keys and
 * values; they are linear in the features, so that the means can come first and the products are of lines, not maps.
 */
function attend(x: Tensor, axis: 'row' | 'column', key: string): Tensor {
  const mean = reduceMean(x, [axis === 'row' ? 3 : 2]);
  const length = axis === 'row' ? x.shape[2]! : x.shape[3]!;
  const project = (name: string, width: number): Tensor =>
    reshape(pointwise(mean, `${key}.to_${name}`, HEADS * width), [1, HEADS * width, length]);
  const placed = (name: string): Tensor =>
    reshape(add(project(name, KEY), positions(x, `${key}.pos_emb_${axis}_${name}`, length)), [
      1,
      HEADS,
      KEY,
      length,
    ]);
  const queries = transpose(placed('q'), [0, 1, 3, 2]);
  const weights = softmax(mul(matMul(queries, placed('k')), KEY ** -0.5), 3);
  const values = transpose(reshape(project('v', VALUE), [1, HEADS, VALUE, length]), [0, 1, 3, 2]);
  const attended = transpose(matMul(weights, values), [0, 1, 3, 2]);
  const line = axis === 'row' ? [length, 1] : [1, length];
  return reshape(attended, [1, HEADS * VALUE, ...line]);
}

/** The learned position codes at this length: interpolated linearly, centres at half-integers. */
function positions(x: Tensor, key: string, length: number): Tensor {
  const channels = HEADS * KEY;
  const { data } = x.graph.constantOf(x.graph.parameter(`${key}.pos_embed`, [1, channels, POSITIONS]))!;
  const codes = new Float32Array(channels * length);
  for (let i = 0; i < length; i++) {
    const at = Math.max(0, ((i + 0.5) * POSITIONS) / length - 0.5);
    const [low, high] = [Math.floor(at), Math.min(Math.floor(at) + 1, POSITIONS - 1)];
    for (let channel = 0; channel < channels; channel++) {
      const code = (position: number) => Number(data[channel * POSITIONS + position]);
      codes[channel * length + i] = code(low) * (1 - (at - low)) + code(high) * (at - low);
    }
  }
  return x.graph.constant(float32([1, channels, length], codes));
}

/** P2Module. The original joins the first pool twice and reads the second only on the way to the third. */
function pyramidPool(x: Tensor, key: string): Tensor {
  const features = convBnPrelu(x, `${key}.conv1`, { out: WIDTH, kernel: 1 });
  const first = averagePool(features, 3, { stride: 1, pad: 1 });
  const second = averagePool(first, 5, { stride: 1, pad: 2 });
  const third = averagePool(second, 7, { stride: 1, pad: 3 });
  const joint = concat([first, first, third], 1);
  return mul(convBnPrelu(joint, `${key}.conv2`, { out: WIDTH, kernel: 3, pad: 1, groups: WIDTH }), features);
}

/** LFImodule. */
function enhanceDetails(x: Tensor, key: string): Tensor {
  const first = batchNormLayer(pointwise(x, `${key}.conv1.0`), `${key}.conv1.1`);
  const filtered = convLayer(first, `${key}.conv2.0.conv`, { out: WIDTH, kernel: 3, pad: 1 });
  return add(batchNormLayer(filtered, `${key}.conv2.1`), first);
}

function perceptron(x: Tensor, key: string): Tensor {
  const hidden = MLP_RATIO * WIDTH;
  const wide = pointwise(x, `${key}.fc1`, hidden);
  const depthwise = { out: hidden, kernel: 3, pad: 1, groups: hidden, bias: true };
  return pointwise(relu(convLayer(wide, `${key}.dwconv`, depthwise)), `${key}.fc2`);
}
