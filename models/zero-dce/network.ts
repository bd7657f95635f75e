/**
 * Zero-DCE and Zero-DCE++, after Guo et al., "Zero-Reference Deep Curve Estimation for Low-Light Image Enhancement"
 * (CVPR 2020) and Li et al. (TPAMI 2021), with the parameter names of the authors' repositories: a small network
 * estimates, for every pixel and colour, curves that are then applied to the picture eight times.
 */
import { convLayer } from '#export/layers.ts';
import type { Tensor } from '#export/graph-builder.ts';
import { relu, tanh } from '#export/ops/activation.ts';
import { add, mul, sub } from '#export/ops/elementwise.ts';
import { resizeBilinear } from '#export/ops/resize.ts';
import { concat, split } from '#export/ops/shape.ts';
import type { ParameterProgram } from '#models/network-program.ts';

/** Both papers: how often a curve is applied, and the width of every layer but the last. */
const ITERATIONS = 8;
const WIDTH = 32;
const COLOURS = 3;

/** Zero-DCE++, "Accelerating": curves are estimated on a picture this many times smaller. */
const REDUCTION = 12;

/**
 * Config: `plus` for Zero-DCE++. `picture` [1,3,H,W] is RGB in 0..1, as the input is. Sides in multiples of 12.
 * Zero-DCE gives a curve for each iteration, Zero-DCE++ one for all.
 */
export const program: ParameterProgram = {
  from: 'parameters',
  build(graph, { size, config }) {
    const isPlus = config['plus'] === true;
    const image = graph.input('image', [1, COLOURS, size.height, size.width]);
    const small = { height: size.height / REDUCTION, width: size.width / REDUCTION };
    const curves = isPlus
      ? resizeBilinear(estimate(resizeBilinear(image, small), separable, COLOURS), size, 'align-corners')
      : estimate(image, plain, COLOURS * ITERATIONS);
    // The same curve eight times, or eight curves one after the other.
    const each = isPlus
      ? Array<Tensor>(ITERATIONS).fill(curves)
      : split(curves, Array<number>(ITERATIONS).fill(COLOURS), 1);
    graph.output('picture', each.reduce(bend, image));
  },
};

/** x + curve · (x² − x): 0 and 1 stay where they are, a negative curve lifts what lies between. */
const bend = (x: Tensor, curve: Tensor): Tensor => add(x, mul(curve, sub(mul(x, x), x)));

type Layer = (x: Tensor, key: string, out: number) => Tensor;

const plain: Layer = (x, key, out) => convLayer(x, key, { out, kernel: 3, pad: 1, bias: true });

const separable: Layer = (x, key, out) => {
  const [, channels = 0] = x.shape;
  const depth = { out: channels, kernel: 3, pad: 1, groups: channels, bias: true };
  return convLayer(convLayer(x, `${key}.depth_conv`, depth), `${key}.point_conv`, {
    out,
    kernel: 1,
    bias: true,
  });
};

/** Seven layers; the later ones see the earlier ones' outputs again, mirrored around the middle. */
function estimate(image: Tensor, layer: Layer, out: number): Tensor {
  const at = (x: Tensor, number: number) => relu(layer(x, `e_conv${number}`, WIDTH));
  const first = at(image, 1);
  const second = at(first, 2);
  const third = at(second, 3);
  const fourth = at(third, 4);
  const fifth = at(concat([third, fourth], 1), 5);
  const sixth = at(concat([second, fifth], 1), 6);
  return tanh(layer(concat([first, sixth], 1), 'e_conv7', out));
}
