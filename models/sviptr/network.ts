/**
 * SVIPTR v2-T, after Cheng et al., "SVIPTR: Fast and Efficient Scene Text Recognition with Vision Permutable Extractor"
 * (2024), with the parameter names of cxfyxl/VIPTR: reads a line of text from a crop, column by column, for CTC.
 */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer, linearLayer } from '#export/layers.ts';
import { gelu, hardSwish } from '#export/ops/activation.ts';
import { add } from '#export/ops/elementwise.ts';
import { linear } from '#export/ops/linear.ts';
import { averagePool } from '#export/ops/pool.ts';
import { reduceMean } from '#export/ops/reduce.ts';
import { concat, reshape, slice, split } from '#export/ops/shape.ts';
import type { ParameterProgram } from '#models/network-program.ts';
import { crossStripeBlock, globalBlock, reducedBlock } from './mixers.ts';
import { rectify } from './rectifier.ts';
import { norm, toMap, toTokens, type MapSize } from './tokens.ts';

const DEPTH = 3;
const FEATURES = 192;

/**
 * Config: `classes` (the blank and the characters), `rectifier` (TPS19 before it), `intermediates` (also give its points
 * and the straightened picture), `band` (read the middle of a whole frame). Height in multiples of 16, trained at 32;
 * width in multiples of 8; with `band` nine and three times that.
 */
export const program: ParameterProgram = {
  from: 'parameters',
  build(graph, { size, config }) {
    const image = graph.input('image', [1, 3, size.height, size.width]);
    const line = config['band'] === true ? middleBand(image) : image;
    let straight = line;
    if (config['rectifier'] === true) {
      const { points, rectified } = rectify(line);
      straight = rectified;
      // In half precision it moves the straightened picture by 3.9e-2 of its range, so by 2e-4 (bar:parity).
      graph.keepSingle();
      if (config['intermediates'] === true) {
        graph.output('ctrl_points', points);
        graph.output('rectified', rectified);
      }
    }
    const columns = featureColumns(straight, 'FeatureExtraction');
    const logits = linearLayer(columns, 'Prediction', Number(config['classes']));
    graph.output('logits', reshape(logits, [1, ...logits.shape]));
  },
  // Constants of the spline, which are computed for the size of the graph.
  isUnused: (key, { rectifier }) => rectifier === true && key.startsWith('tps.'),
};

/**
 * The middle third of the picture's height, three times smaller: each pixel is the mean of nine, because letters do not
 * survive being picked from far apart.
 */
function middleBand(image: Tensor): Tensor {
  const third = image.shape[2]! / 3;
  return averagePool(slice(image, { axis: 2, start: third, end: 2 * third }), 3, { stride: 3 });
}

/** [columns, features], a column for four pixels. */
function featureColumns(image: Tensor, key: string): Tensor {
  const half = embed(image, `${key}.patch_embed.proj.0`, 32);
  const quarter = embed(half, `${key}.patch_embed.proj.1`, 64);
  let size: MapSize = { height: quarter.shape[2]!, width: quarter.shape[3]! };
  let x = toTokens(quarter);
  for (let i = 0; i < DEPTH; i++) {
    const stripes = { heads: 2, mlpRatio: 3, stripe: 1 };
    x = crossStripeBlock(x, `${key}.layers.0.blocks.${i}`, size, stripes);
  }
  [x, size] = merged(x, `${key}.layers.0.downsample`, size, 128);
  for (let i = 0; i < DEPTH; i++) x = mixedBlock(x, `${key}.layers.1`, i, size);
  [x, size] = merged(x, `${key}.layers.1.downsample`, size, 256);
  for (let i = 0; i < DEPTH; i++) {
    x = globalBlock(x, `${key}.layers.2.blocks.${i}`, { heads: 8, mlpRatio: 4 });
  }
  const rows = reshape(norm(x, `${key}.norm`, 1e-6), [size.height, size.width, 256]);
  const weight = image.graph.parameter(`${key}.mlp_head.0.weight`, [FEATURES, 256]);
  return hardSwish(linear(reduceMean(rows, [0], { keepDims: false }), weight));
}

function embed(x: Tensor, key: string, out: number): Tensor {
  const features = convLayer(x, `${key}.conv`, { out, kernel: 3, stride: 2, pad: 1 });
  return gelu(batchNormLayer(features, `${key}.norm`));
}

/** Half of the channels attend in stripes, half to a reduced map; a shared bottleneck then mixes both. */
function mixedBlock(x: Tensor, key: string, index: number, size: MapSize): Tensor {
  const half = x.shape[1]! / 2;
  const [near, far] = split(x, [half, half], 1);
  const local = crossStripeBlock(near!, `${key}.local_unit.${index}`, size, {
    heads: 4,
    mlpRatio: 4,
    stripe: 2,
  });
  const global = reducedBlock(far!, `${key}.global_unit.${index}`, size, {
    heads: 2,
    mlpRatio: 4,
    reduction: 2,
  });
  const map = toMap(concat([local, global], 1), size);
  return toTokens(add(bottleneck(map, `${key}.proj`), map));
}

function bottleneck(x: Tensor, key: string): Tensor {
  const channels = x.shape[1]!;
  const depthwise = { out: channels, kernel: 3, pad: 1, groups: channels, bias: true };
  const filtered = batchNormLayer(gelu(convLayer(x, `${key}.0`, depthwise)), `${key}.2`);
  const narrow = convLayer(filtered, `${key}.3`, { out: Math.max(16, channels / 8), kernel: 1, bias: true });
  const active = batchNormLayer(gelu(narrow), `${key}.5`);
  return batchNormLayer(convLayer(active, `${key}.6`, { out: channels, kernel: 1, bias: true }), `${key}.7`);
}

/** Halves the height. */
function merged(x: Tensor, key: string, size: MapSize, out: number): [Tensor, MapSize] {
  const layer = { out, kernel: 3, stride: [2, 1] as const, pad: 1, bias: true };
  const map = convLayer(toMap(x, size), `${key}.reduction`, layer);
  return [norm(toTokens(map), `${key}.norm`), { height: map.shape[2]!, width: map.shape[3]! }];
}
