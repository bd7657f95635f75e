/** PoolFormer's blocks: tokens mix by averaging with their neighbours, then a perceptron works on every pixel. */
import type { Tensor } from '#export/graph-builder.ts';
import { convLayer } from '#export/layers.ts';
import { gelu } from '#export/ops/activation.ts';
import { add, mul, sub } from '#export/ops/elementwise.ts';
import { affine, groupNorm } from '#export/ops/normalisation.ts';
import { averagePool } from '#export/ops/pool.ts';
import { reshape } from '#export/ops/shape.ts';

const MLP_RATIO = 4;

export interface Stages {
  widths: readonly number[];
  depths: readonly number[];
}

/** The features after each of the four stages, at a quarter of the image and halves of that. */
export function poolFormerStages(image: Tensor, key: string, { widths, depths }: Stages): Tensor[] {
  let x = image;
  return widths.map((out, stage) => {
    x =
      stage === 0
        ? convLayer(x, `${key}patch_embed.proj`, { out, kernel: 7, stride: 4, pad: 2, bias: true })
        : convLayer(x, `${key}network.${2 * stage - 1}.proj`, {
            out,
            kernel: 3,
            stride: 2,
            pad: 1,
            bias: true,
          });
    for (let i = 0; i < depths[stage]!; i++) x = block(x, `${key}network.${2 * stage}.${i}`);
    return x;
  });
}

/** nn.GroupNorm(1, C) by state_dict key. */
export function norm(x: Tensor, key: string): Tensor {
  const parameter = (name: string) => x.graph.parameter(`${key}.${name}`, [x.shape[1]!]);
  return groupNorm(x, parameter('weight'), parameter('bias'));
}

function block(x: Tensor, key: string): Tensor {
  const channels = x.shape[1]!;
  const scale = (number: 1 | 2) => x.graph.parameter(`${key}.layer_scale_${number}`, [channels]);
  const tokens = norm(x, `${key}.norm1`);
  const around = averagePool(tokens, 3, { stride: 1, pad: 1, countIncludePad: false });
  const mixed = add(x, mul(sub(around, tokens), reshape(scale(1), [channels, 1, 1])));
  return add(mixed, affine(perceptron(norm(mixed, `${key}.norm2`), `${key}.mlp`), scale(2)));
}

function perceptron(x: Tensor, key: string): Tensor {
  const channels = x.shape[1]!;
  const hidden = { out: MLP_RATIO * channels, kernel: 1, bias: true };
  const wide = gelu(convLayer(x, `${key}.fc1`, hidden));
  return convLayer(wide, `${key}.fc2`, { out: channels, kernel: 1, bias: true });
}
