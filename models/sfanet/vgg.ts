/** The encoder of all four networks: VGG-16 with batch normalisation or VGG-19 without, and the layers they share. */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer } from '#export/layers.ts';
import { relu } from '#export/ops/activation.ts';

export interface Style {
  /** The UCF-QNRF variants: VGG-19, no batch normalisation anywhere. */
  ucf: boolean;
}

/** Widths of VGG's stages. */
const WIDTHS = [64, 128, 256, 512, 512];

/** Convolutions of each stage: VGG-16, VGG-19. */
const DEPTHS = { vgg16: [2, 2, 3, 3, 3], vgg19: [2, 2, 4, 4, 4] };

/** Stage `number` (1 to 5) at one size; the pools between the stages are the caller's. */
export function vggStage(x: Tensor, number: number, style: Style): Tensor {
  const depth = DEPTHS[style.ucf ? 'vgg19' : 'vgg16'][number - 1]!;
  for (let i = 1; i <= depth; i++) {
    x = relu(baseConv(x, `vgg.conv${number}_${i}`, { out: WIDTHS[number - 1]!, kernel: 3 }, style));
  }
  return x;
}

/** The original's BaseConv, without its activation. */
export function baseConv(
  x: Tensor,
  key: string,
  { out, kernel }: { out: number; kernel: number },
  { ucf }: Style,
): Tensor {
  const features = convLayer(x, `${key}.conv`, { out, kernel, pad: (kernel - 1) / 2, bias: true });
  return ucf ? features : batchNormLayer(features, `${key}.bn`);
}
