/**
 * Robust Video Matting with MobileNetV3, after Lin et al., "Robust High-Resolution Video Matting with Temporal Guidance"
 * (WACV 2022), with the parameter names of PeterL1n/RobustVideoMatting: alpha and foreground of each frame, with four
 * states r1i to r4i that the frame before left as r1o to r4o; zeros for the first.
 */
import { shapeError, type Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer } from '#export/layers.ts';
import { clip, relu, sigmoid } from '#export/ops/activation.ts';
import { add, mul } from '#export/ops/elementwise.ts';
import { affine } from '#export/ops/normalisation.ts';
import { globalAveragePool } from '#export/ops/pool.ts';
import { resizeBilinear } from '#export/ops/resize.ts';
import { split } from '#export/ops/shape.ts';
import { float32 } from '#export/tensor-data.ts';
import type { ParameterProgram } from '#models/network-program.ts';
import { mobileNetV3 } from './backbone.ts';
import { recurrentDecoder } from './decoder.ts';
import { guidedFilter } from './guided-filter.ts';

/** ImageNet's, which the original applies inside. */
const MEAN = [0.485, 0.456, 0.406];
const DEVIATION = [0.229, 0.224, 0.225];

/**
 * Config: `downsampleRatio` (default 1), at which all but the last filter works; the sides times it must be whole. The
 * authors give 1 up to 512 pixels, 0.375 for a portrait at 1280×720, 0.25 at 1920×1080. `foreground` (default true): also
 * the person's own colours, which only a better composite needs. Any size.
 */
export const program: ParameterProgram = {
  from: 'parameters',
  build(graph, { size, config }) {
    const { downsampleRatio = 1, foreground = true } = config;
    const image = graph.input('image', [1, 3, size.height, size.width]);
    const small = shrunk(image, Number(downsampleRatio));
    const [half, quarter, eighth, deepest] = mobileNetV3(normalised(small), 'backbone');
    const levels = [half!, quarter!, eighth!, liteAspp(deepest!, 'aspp')];
    const { features, states } = recurrentDecoder(small, levels, (number, shape) =>
      graph.input(`r${number}i`, shape),
    );
    const found = convLayer(features, 'project_mat.conv', { out: 4, kernel: 1, bias: true });
    const refined = small === image ? found : guidedFilter(image, small, found, features, 'refiner');
    const [residual, alpha] = split(refined, [3, 1], 1);
    if (foreground) graph.output('fgr', clip(add(residual!, image), 0, 1));
    graph.output('pha', clip(alpha!, 0, 1));
    states.forEach((state, i) => graph.state(`r${i + 1}o`, state, `r${i + 1}i`));
  },
  // A head that training uses, and the filter from the small picture to the large one where both are the same.
  isUnused: (key, { downsampleRatio = 1 }) =>
    key.startsWith('project_seg.') || (downsampleRatio === 1 && key.startsWith('refiner.')),
};

function shrunk(image: Tensor, ratio: number): Tensor {
  const [height, width] = [image.shape[2]! * ratio, image.shape[3]! * ratio];
  if (Number.isInteger(height) && Number.isInteger(width)) return resizeBilinear(image, { height, width });
  throw shapeError('downsampleRatio', `${image.shape[3]}×${image.shape[2]} times ${ratio} is not whole`);
}

function normalised(x: Tensor): Tensor {
  const scale = DEVIATION.map((deviation) => 1 / deviation);
  const bias = MEAN.map((mean, i) => -mean / DEVIATION[i]!);
  return affine(x, x.graph.constant(float32([3], scale)), x.graph.constant(float32([3], bias)));
}

function liteAspp(x: Tensor, key: string): Tensor {
  const layer = { out: 128, kernel: 1 };
  const features = relu(batchNormLayer(convLayer(x, `${key}.aspp1.0`, layer), `${key}.aspp1.1`));
  return mul(features, sigmoid(convLayer(globalAveragePool(x), `${key}.aspp2.1`, layer)));
}
