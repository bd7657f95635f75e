/**
 * M-SFANet and M-SegNet, after Thanasutives et al., "Encoder-Decoder Based Convolutional Neural Networks with
 * Multi-Scale-Aware Modules for Crowd Counting" (ICPR 2020), with the parameter names of the authors' repository, and
 * their variants for UCF-QNRF. One decoder draws where people are, its twin how densely they stand there.
 */
import type { GraphBuilder, Tensor } from '#export/graph-builder.ts';
import { convLayer } from '#export/layers.ts';
import { sigmoid } from '#export/ops/activation.ts';
import { abs, mul } from '#export/ops/elementwise.ts';
import { unpoolableMaxPool } from '#export/ops/max-unpool.ts';
import { maxPool } from '#export/ops/pool.ts';
import { concat } from '#export/ops/shape.ts';
import type { ParameterProgram } from '#models/network-program.ts';
import { decoder, enlarged, type Levels } from './decoder.ts';
import { aspp, contextModule, regressionLayer } from './scale-pyramid.ts';
import { baseConv, vggStage, type Style } from './vgg.ts';

/**
 * Config: `network` ('m-sfanet' or 'm-segnet'), `ucf` (the UCF-QNRF variant). Maps are half the input. M-SFANet and
 * both UCF variants need sides in multiples of 16, as enlarged coarse maps must meet finer ones.
 */
export const program: ParameterProgram = {
  from: 'parameters',
  build(graph, { size, config }) {
    const style = { ucf: config['ucf'] === true };
    const image = graph.input('image', [1, 3, size.height, size.width]);
    const encode = config['network'] === 'm-segnet' ? segNetLevels : sfaNetLevels;
    drawMaps(graph, encode(image, style), style);
  },
  // Made by the original's BaseConv and never applied: the density has no normalisation.
  isUnused: (key, { ucf }) => ucf !== true && key.startsWith('conv_out.bn.'),
};

function drawMaps(graph: GraphBuilder, levels: Levels, style: Style): void {
  const features = decoder(levels, 'dmp', style);
  if (style.ucf) {
    graph.output('density', abs(densityOf(features)));
    return;
  }
  const attended = decoder(levels, 'amp', style);
  const attention = sigmoid(baseConv(attended, 'conv_att', { out: 1, kernel: 1 }, style));
  graph.output('density', densityOf(mul(attention, features)));
  graph.output('attention', attention);
}

const densityOf = (features: Tensor): Tensor =>
  convLayer(features, 'conv_out.conv', { out: 1, kernel: 1, bias: true });

/** Multi-scale modules on the two deepest maps, bilinear enlargement. */
function sfaNetLevels(image: Tensor, style: Style): Levels {
  const half = vggStage(maxPool(vggStage(image, 1, style), 2), 2, style);
  const quarter = vggStage(maxPool(half, 2), 3, style);
  const eighth = vggStage(maxPool(quarter, 2), 4, style);
  const sixteenth = vggStage(maxPool(eighth, 2), 5, style);
  const wide = aspp(sixteenth, 'spm.assp', style);
  const context = contextModule(eighth, 'spm.can');
  const enlarge: Levels['enlarge'] = [(x) => enlarged(x, 2), (x) => enlarged(x, 2)];
  if (!style.ucf) {
    return {
      eighth: [enlarged(wide, 2), context],
      quarter: [quarter, enlarged(wide, 4)],
      half: [half],
      enlarge,
    };
  }
  const regressed = regressionLayer(enlarged(sixteenth, 2), 'spm.reg_layer');
  const coarse = concat([enlarged(wide, 2), regressed], 1);
  return { eighth: [coarse, context], quarter: [quarter, enlarged(coarse, 2)], half: [half], enlarge };
}

/**
 * SegNet's way: values go back to where each pool found its maximum. Half precision finds some elsewhere: in fp16 the
 * attention is off by up to 5.3e-2 of its range, with three of four stages in single by 1.6e-2, with all by 7.8e-4; the UCF
 * variant's density by 2.9e-2, 1.2e-2 and 5.6e-4 (bar:parity, which widens halves; on a GPU that computes in them, UCF's
 * density is off by an rms of 9.2e-3 with three stages in single, of 1.7e-3 with all).
 */
function segNetLevels(image: Tensor, style: Style): Levels {
  const half = maxPool(vggStage(image, 1, style), 2);
  const quarter = unpoolableMaxPool(vggStage(half, 2, style));
  const eighth = unpoolableMaxPool(vggStage(quarter.pooled, 3, style));
  const sixteenth = unpoolableMaxPool(vggStage(eighth.pooled, 4, style));
  image.graph.keepSingle();
  const deepest = [sixteenth.unpool(sixteenth.pooled), eighth.pooled];
  if (style.ucf) {
    const enlargedStage = enlarged(vggStage(sixteenth.pooled, 5, style), 2);
    deepest.unshift(regressionLayer(enlargedStage, 'dmp.reg_layer'));
  }
  return {
    eighth: deepest,
    quarter: [quarter.pooled],
    half: [half],
    enlarge: [eighth.unpool, quarter.unpool],
  };
}
