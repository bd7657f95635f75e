/**
 * PEM, after Cavagnero et al., "PEM: Prototype-based Efficient MaskFormer for Image Segmentation" (CVPR 2024), with the
 * parameter names of NiccoloCavagnero/PEM: a hundred queries become masks and their classes, refined six times by what
 * each finds on a pyramid of features, and a pixel's class is what the masks over it make of it.
 */
import type { Tensor } from '#export/graph-builder.ts';
import { convLayer, linearLayer } from '#export/layers.ts';
import { relu, sigmoid, softmax } from '#export/ops/activation.ts';
import { matMul } from '#export/ops/linear.ts';
import { resizeBilinear } from '#export/ops/resize.ts';
import { reshape, slice, transpose } from '#export/ops/shape.ts';
import type { ParameterProgram } from '#models/network-program.ts';
import { layerNormLayer, perceptron, selfAttention, WIDTH } from './blocks.ts';
import { pixelDecoder, type PixelFeatures } from './pixel-decoder.ts';
import { placed } from './position-codes.ts';
import { prototypeAttention } from './prototypes.ts';
import { stdcStages } from './stdc.ts';

const QUERIES = 100;
const LAYERS = 6;
const HEAD = 'sem_seg_head.predictor';

/**
 * Config: `stdc` ('1' or '2'), `classes` (without "no object"); `upsample: false` leaves the scores at a quarter of the
 * input's size. Sides must be multiples of 32.
 */
export const program: ParameterProgram = {
  from: 'parameters',
  build(graph, { size, config }) {
    const image = graph.input('image', [1, 3, size.height, size.width]);
    const stages = stdcStages(image, 'backbone', String(config['stdc']));
    const features = pixelDecoder(stages, 'sem_seg_head.pixel_decoder');
    const queries = layerNormLayer(refinedQueries(features), `${HEAD}.decoder_norm`);

    const classes = Number(config['classes']);
    // One more: "no object".
    const logits = linearLayer(queries, `${HEAD}.class_embed`, classes + 1);
    const likely = slice(softmax(logits, 1), { axis: 1, start: 0, end: classes });
    const { shape } = features.mask;
    const masks = reshape(maskLogits(queries, features.mask), [1, QUERIES, ...shape.slice(2)]);
    const shown = config['upsample'] === false ? masks : resizeBilinear(masks, size);
    const covering = sigmoid(reshape(shown, [QUERIES, -1]));
    const scores = matMul(transpose(likely, [1, 0]), covering);
    graph.output('logits', reshape(scores, [1, classes, ...shown.shape.slice(2)]));
  },
  // Weights of classes in the training loss, which checkpoints hold along.
  isUnused: (key) => key === 'criterion.empty_weight',
};

/** The queries after all layers, which look at the levels in turn, the coarsest first. */
function refinedQueries({ mask, levels }: PixelFeatures): Tensor {
  const { graph } = mask;
  const embeddings = graph.constantOf(graph.parameter(`${HEAD}.level_embed.weight`, [levels.length, WIDTH]))!;
  const features = levels.map((level, i) => {
    const projected = convLayer(level, `${HEAD}.input_proj.${i}`, { out: WIDTH, kernel: 1, bias: true });
    return placed(projected, embeddings.data.subarray(i * WIDTH, (i + 1) * WIDTH) as Float32Array);
  });
  // The original makes masks at full size and shrinks them; shrinking what they are products with is the same, and less.
  const small = levels.map(({ shape }) => resizeBilinear(mask, { height: shape[2]!, width: shape[3]! }));
  const queryCodes = graph.parameter(`${HEAD}.query_embed.weight`, [QUERIES, WIDTH]);
  let queries = graph.parameter(`${HEAD}.query_feat.weight`, [QUERIES, WIDTH]);
  for (let i = 0; i < LAYERS; i++) {
    const level = i % levels.length;
    const masks = maskLogits(layerNormLayer(queries, `${HEAD}.decoder_norm`), small[level]!);
    const crossing = { queries, queryCodes, features: features[level]!, masks };
    queries = prototypeAttention(crossing, `${HEAD}.transformer_cross_attention_layers.${i}`);
    queries = selfAttention(queries, queryCodes, `${HEAD}.transformer_self_attention_layers.${i}`);
    queries = perceptron(queries, `${HEAD}.transformer_ffn_layers.${i}`);
  }
  return queries;
}

/** [queries, pixels] of features [1,256,h,w], for queries that are normalised. */
function maskLogits(queries: Tensor, features: Tensor): Tensor {
  const layer = (x: Tensor, i: number) => linearLayer(x, `${HEAD}.mask_embed.layers.${i}`, WIDTH);
  const embedded = layer(relu(layer(relu(layer(queries, 0)), 1)), 2);
  return matMul(embedded, reshape(features, [WIDTH, -1]));
}
