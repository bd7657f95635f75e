/** MobileNetV3-Large as Robust Video Matting reads it: its last stage dilated instead of strided, no classifier. */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer, type ConvLayer } from '#export/layers.ts';
import { hardSigmoid, hardSwish, relu } from '#export/ops/activation.ts';
import { add, mul } from '#export/ops/elementwise.ts';
import { globalAveragePool } from '#export/ops/pool.ts';

/** torchvision makes MobileNetV3's batch norms with this. */
const EPSILON = 1e-3;

interface Block {
  kernel: number;
  hidden: number;
  out: number;
  /** Channels that squeeze-and-excitation narrows to. */
  squeeze?: number;
  activation: (x: Tensor) => Tensor;
  stride?: number;
  dilation?: number;
}

/** Howard et al., "Searching for MobileNetV3" (ICCV 2019), table 1; strides and dilations as in the paper of RVM. */
const BLOCKS: readonly Block[] = [
  { kernel: 3, hidden: 16, out: 16, activation: relu },
  { kernel: 3, hidden: 64, out: 24, activation: relu, stride: 2 },
  { kernel: 3, hidden: 72, out: 24, activation: relu },
  { kernel: 5, hidden: 72, out: 40, squeeze: 24, activation: relu, stride: 2 },
  { kernel: 5, hidden: 120, out: 40, squeeze: 32, activation: relu },
  { kernel: 5, hidden: 120, out: 40, squeeze: 32, activation: relu },
  { kernel: 3, hidden: 240, out: 80, activation: hardSwish, stride: 2 },
  { kernel: 3, hidden: 200, out: 80, activation: hardSwish },
  { kernel: 3, hidden: 184, out: 80, activation: hardSwish },
  { kernel: 3, hidden: 184, out: 80, activation: hardSwish },
  { kernel: 3, hidden: 480, out: 112, squeeze: 120, activation: hardSwish },
  { kernel: 3, hidden: 672, out: 112, squeeze: 168, activation: hardSwish },
  { kernel: 5, hidden: 672, out: 160, squeeze: 168, activation: hardSwish, dilation: 2 },
  { kernel: 5, hidden: 960, out: 160, squeeze: 240, activation: hardSwish, dilation: 2 },
  { kernel: 5, hidden: 960, out: 160, squeeze: 240, activation: hardSwish, dilation: 2 },
];

/** Blocks whose output the decoder reads. */
const TAPS = [1, 3, 6];

/** 16, 24 and 40 channels at a half, a quarter and an eighth of the picture, 960 at a 16th. */
export function mobileNetV3(image: Tensor, key: string): Tensor[] {
  const features = `${key}.features`;
  let x = hardSwish(convBn(image, `${features}.0`, { out: 16, kernel: 3, stride: 2, pad: 1 }));
  const taps: Tensor[] = [];
  BLOCKS.forEach((shape, i) => {
    x = block(x, `${features}.${i + 1}.block`, shape);
    if (TAPS.includes(i + 1)) taps.push(x);
  });
  const last = convBn(x, `${features}.${BLOCKS.length + 1}`, { out: 960, kernel: 1 });
  return [...taps, hardSwish(last)];
}

function block(x: Tensor, key: string, shape: Block): Tensor {
  const { kernel, hidden, out, squeeze, activation, stride = 1, dilation = 1 } = shape;
  // The original numbers only what a block has.
  let part = 0;
  let features = x;
  if (hidden !== x.shape[1]) features = activation(convBn(x, `${key}.${part++}`, { out: hidden, kernel: 1 }));
  const pad = dilation * ((kernel - 1) / 2);
  const depthwise = { out: hidden, kernel, stride, dilation, pad, groups: hidden };
  features = activation(convBn(features, `${key}.${part++}`, depthwise));
  if (squeeze !== undefined) features = excite(features, `${key}.${part++}`, squeeze);
  const narrow = convBn(features, `${key}.${part}`, { out, kernel: 1 });
  return stride === 1 && x.shape[1] === out ? add(x, narrow) : narrow;
}

function excite(x: Tensor, key: string, squeeze: number): Tensor {
  const narrow = relu(convLayer(globalAveragePool(x), `${key}.fc1`, { out: squeeze, kernel: 1, bias: true }));
  const wide = convLayer(narrow, `${key}.fc2`, { out: x.shape[1]!, kernel: 1, bias: true });
  return mul(x, hardSigmoid(wide));
}

const convBn = (x: Tensor, key: string, layer: ConvLayer): Tensor =>
  batchNormLayer(convLayer(x, `${key}.0`, layer), `${key}.1`, EPSILON);
