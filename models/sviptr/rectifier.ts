/**
 * The TPS19 rectifier (Shi et al., "ASTER", 2019): a small network finds 20 points along the text's upper and lower edge,
 * and a thin-plate spline straightens the picture between them.
 */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer, linearLayer } from '#export/layers.ts';
import { clip, relu } from '#export/ops/activation.ts';
import { mul, sub } from '#export/ops/elementwise.ts';
import { gridSample } from '#export/ops/grid-sample.ts';
import { matMul } from '#export/ops/linear.ts';
import { maxPool } from '#export/ops/pool.ts';
import { reshape } from '#export/ops/shape.ts';
import { float32 } from '#export/tensor-data.ts';
import { POINTS, splineWeights } from './thin-plate-spline.ts';

/** What the network that finds the points looks at. */
const LOOK = { height: 32, width: 64 };

const WIDTHS = [32, 64, 128, 256, 256, 256];

export function rectify(image: Tensor): { points: Tensor; rectified: Tensor } {
  const [, , height, width] = image.shape as [number, number, number, number];
  const points = controlPoints(resampled(image), 'stn_head');
  const weights = image.graph.constant(float32([height * width, POINTS], splineWeights(height, width)));
  const places = clip(matMul(weights, reshape(points, [POINTS, 2])), 0, 1);
  const grid = reshape(sub(mul(places, 2), 1), [1, height, width, 2]);
  return { points, rectified: gridSample(image, grid) };
}

function controlPoints(x: Tensor, key: string): Tensor {
  WIDTHS.forEach((out, i) => {
    const layer = `${key}.stn_convnet.${2 * i}`;
    if (i > 0) x = maxPool(x, 2);
    const features = convLayer(x, `${layer}.0`, { out, kernel: 3, pad: 1, bias: true });
    x = relu(batchNormLayer(features, `${layer}.1`));
  });
  // As a map of one pixel, whose normalisation folds into the layer.
  const flat = reshape(x, [1, -1, 1, 1]);
  const hidden = relu(batchNormLayer(linearLayer(flat, `${key}.stn_fc1.0`, 512), `${key}.stn_fc1.1`));
  return reshape(linearLayer(mul(hidden, 0.1), `${key}.stn_fc2`, 2 * POINTS), [1, POINTS, 2]);
}

/** Bilinear with corners aligned, as products of matrices: ORT's WebGPU provider cannot make smaller that way. */
function resampled(x: Tensor): Tensor {
  const [, , height, width] = x.shape as [number, number, number, number];
  const { graph } = x;
  const rows = width === LOOK.width ? x : matMul(x, graph.constant(interpolation(width, LOOK.width, false)));
  return height === LOOK.height
    ? rows
    : matMul(graph.constant(interpolation(height, LOOK.height, true)), rows);
}

/** [from, to], or [to, from] where it stands on the left. */
function interpolation(from: number, to: number, isLeft: boolean) {
  const data = new Float32Array(from * to);
  for (let i = 0; i < to; i++) {
    const at = (i * (from - 1)) / (to - 1);
    const low = Math.min(Math.floor(at), from - 1);
    const add = (index: number, share: number): void => {
      data[isLeft ? i * from + index : index * to + i]! += share;
    };
    add(low, 1 - (at - low));
    add(Math.min(low + 1, from - 1), at - low);
  }
  return float32(isLeft ? [to, from] : [from, to], data);
}
