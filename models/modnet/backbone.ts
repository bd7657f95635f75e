/** MobileNetV2 without its classifier, as far as MODNet reads it. */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer, type ConvLayer } from '#export/layers.ts';
import { relu6 } from '#export/ops/activation.ts';
import { add } from '#export/ops/elementwise.ts';

/** Sandler et al., "MobileNetV2" (CVPR 2018), table 2: expansion, width, blocks, stride of the first. */
const STAGES = [
  { expansion: 1, width: 16, blocks: 1, stride: 1 },
  { expansion: 6, width: 24, blocks: 2, stride: 2 },
  { expansion: 6, width: 32, blocks: 3, stride: 2 },
  { expansion: 6, width: 64, blocks: 4, stride: 2 },
  { expansion: 6, width: 96, blocks: 3, stride: 1 },
  { expansion: 6, width: 160, blocks: 3, stride: 2 },
  { expansion: 6, width: 320, blocks: 1, stride: 1 },
];

const LAST_WIDTH = 1280;

/**
 * Stages that stay in single precision: all in half moves the matte by 2.0e-2 of its range, the first alone in single by
 * 1.9e-2, two by 1.1e-2, these by 8.2e-3 (bar:parity).
 */
const SINGLE_STAGES = 3;

export interface Features {
  /** 16 channels at half the size. */
  half: Tensor;
  /** 24 at a quarter. */
  quarter: Tensor;
  /** 1280 at a 32nd. */
  deepest: Tensor;
}

export function mobileNetV2(image: Tensor, key: string): Features {
  let x = relu6(convBn(image, `${key}.features.0`, 0, { out: 32, kernel: 3, stride: 2, pad: 1 }));
  const ends: Tensor[] = [];
  let at = 1;
  for (const { expansion, width, blocks, stride } of STAGES) {
    for (let i = 0; i < blocks; i++) {
      x = invertedResidual(x, `${key}.features.${at++}.conv`, expansion, width, i === 0 ? stride : 1);
    }
    ends.push(x);
    if (ends.length === SINGLE_STAGES) image.graph.keepSingle();
  }
  const deepest = relu6(convBn(x, `${key}.features.${at}`, 0, { out: LAST_WIDTH, kernel: 1 }));
  return { half: ends[0]!, quarter: ends[1]!, deepest };
}

/** Widen, filter each channel, narrow without activation. */
function invertedResidual(x: Tensor, key: string, expansion: number, out: number, stride: number): Tensor {
  const hidden = x.shape[1]! * expansion;
  const wide = expansion === 1 ? x : relu6(convBn(x, key, 0, { out: hidden, kernel: 1 }));
  const first = expansion === 1 ? 0 : 3;
  const depthwise = { out: hidden, kernel: 3, stride, pad: 1, groups: hidden };
  const filtered = relu6(convBn(wide, key, first, depthwise));
  const narrow = convBn(filtered, key, first + 3, { out, kernel: 1 });
  return stride === 1 && x.shape[1] === out ? add(x, narrow) : narrow;
}

/** The convolution at `position` of an nn.Sequential and the normalisation after it. */
const convBn = (x: Tensor, key: string, position: number, layer: ConvLayer): Tensor =>
  batchNormLayer(convLayer(x, `${key}.${position}`, layer), `${key}.${position + 1}`);
