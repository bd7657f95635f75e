/**
 * MODNet as released (arXiv v1/v2), after Ke et al., "MODNet: Real-Time Trimap-Free Portrait Matting via Objective
 * Decomposition", with the parameter names of ZHKKKe/MODNet: one branch says roughly where the person is, one finds
 * the detail of the outline, one joins both into the alpha matte.
 */
import type { Tensor } from '#export/graph-builder.ts';
import { convLayer } from '#export/layers.ts';
import { relu, sigmoid } from '#export/ops/activation.ts';
import { conv } from '#export/ops/convolution.ts';
import { mul } from '#export/ops/elementwise.ts';
import { globalAveragePool } from '#export/ops/pool.ts';
import { resizeBilinear } from '#export/ops/resize.ts';
import { concat, reshape } from '#export/ops/shape.ts';
import type { ParameterProgram } from '#models/network-program.ts';
import { mobileNetV2, type Features } from './backbone.ts';
import { convIbnRelu } from './ibnorm.ts';

/** Channels of the detail branch. */
const DETAIL = 32;

/** No config. Sides must be multiples of 32. */
export const program: ParameterProgram = {
  from: 'parameters',
  build(graph, { size }) {
    const image = graph.input('image', [1, 3, size.height, size.width]);
    // The state_dict holds the backbone under two names. Both must fit; the last one counts, as in load_state_dict,
    // and of the first nothing reaches an output.
    mobileNetV2(image, 'backbone.model');
    const features = mobileNetV2(image, 'lr_branch.backbone.model');
    const semantics = semanticBranch(features.deepest);
    const detail = detailBranch(image, features, semantics);
    graph.output('alpha', fuse(image, semantics, detail));
  },
  // The heads that training adds to the semantic and the detail branch.
  isUnused: (key) => key.startsWith('lr_branch.conv_lr.') || key.startsWith('hr_branch.conv_hr.'),
};

/** 32 channels at an eighth of the input. */
function semanticBranch(deepest: Tensor): Tensor {
  const weighed = squeezeExcite(deepest, 'lr_branch.se_block.fc', 4);
  const sixteenth = convIbnRelu(scaled(weighed, 2), 'lr_branch.conv_lr16x', { out: 96, kernel: 5 });
  return convIbnRelu(scaled(sixteenth, 2), 'lr_branch.conv_lr8x', { out: 32, kernel: 5 });
}

function squeezeExcite(x: Tensor, key: string, reduction: number): Tensor {
  const channels = x.shape[1]!;
  const pointwise = (from: Tensor, position: number, out: number): Tensor => {
    const shape = [out, from.shape[1]!];
    return conv(from, reshape(x.graph.parameter(`${key}.${position}.weight`, shape), [...shape, 1, 1]));
  };
  const narrow = relu(pointwise(globalAveragePool(x), 0, channels / reduction));
  return mul(x, sigmoid(pointwise(narrow, 2, channels)));
}

/** At half the input. */
function detailBranch(image: Tensor, { half, quarter }: Features, semantics: Tensor): Tensor {
  const fine = convIbnRelu(half, 'hr_branch.tohr_enc2x', { out: DETAIL, kernel: 1 });
  const shrunk = convIbnRelu(concat([scaled(image, 1 / 2), fine], 1), 'hr_branch.conv_enc2x', {
    out: DETAIL,
    kernel: 3,
    stride: 2,
  });
  const coarse = convIbnRelu(quarter, 'hr_branch.tohr_enc4x', { out: DETAIL, kernel: 1 });
  const joint = convIbnRelu(concat([shrunk, coarse], 1), 'hr_branch.conv_enc4x', {
    out: 2 * DETAIL,
    kernel: 3,
  });
  const described = concat([joint, scaled(semantics, 2), scaled(image, 1 / 4)], 1);
  const atQuarter = chain(described, 'hr_branch.conv_hr4x', [2, 2, 1]);
  return chain(concat([scaled(atQuarter, 2), fine], 1), 'hr_branch.conv_hr2x', [2, 1, 1, 1]);
}

/** 3×3 convolutions one after the other, their widths in multiples of the branch's. */
const chain = (x: Tensor, key: string, widths: readonly number[]): Tensor =>
  widths.reduce(
    (features, width, i) => convIbnRelu(features, `${key}.${i}`, { out: width * DETAIL, kernel: 3 }),
    x,
  );

function fuse(image: Tensor, semantics: Tensor, detail: Tensor): Tensor {
  const coarse = convIbnRelu(scaled(semantics, 2), 'f_branch.conv_lr4x', { out: DETAIL, kernel: 5 });
  const joint = convIbnRelu(concat([scaled(coarse, 2), detail], 1), 'f_branch.conv_f2x', {
    out: DETAIL,
    kernel: 3,
  });
  const full = concat([scaled(joint, 2), image], 1);
  const features = convIbnRelu(full, 'f_branch.conv_f.0', { out: DETAIL / 2, kernel: 3 });
  return sigmoid(convLayer(features, 'f_branch.conv_f.1.layers.0', { out: 1, kernel: 1, bias: true }));
}

const scaled = (x: Tensor, factor: number): Tensor =>
  resizeBilinear(x, { height: factor * x.shape[2]!, width: factor * x.shape[3]! });
