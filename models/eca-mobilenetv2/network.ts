/**
 * MobileNetV2 with efficient channel attention, after Wang et al., "ECA-Net" (CVPR 2020), with the parameter names of
 * BangguWu/ECANet: each block's channels are weighed by a 1-D convolution over their means.
 */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer, linearLayer, type ConvLayer } from '#export/layers.ts';
import { relu6, sigmoid } from '#export/ops/activation.ts';
import { conv } from '#export/ops/convolution.ts';
import { add, mul } from '#export/ops/elementwise.ts';
import { globalAveragePool } from '#export/ops/pool.ts';
import { reshape } from '#export/ops/shape.ts';
import type { ParameterProgram } from '#models/network-program.ts';

/** Sandler et al., "MobileNetV2", table 2: expansion, channels, blocks, stride of the first block. */
const STAGES = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
] as const;

/** Blocks of at least this many channels look at their neighbours; the narrower ones at each channel alone. */
const WIDE = 96;

const LAST_CHANNELS = 1280;

/** Config: `classes`. */
export const program: ParameterProgram = {
  from: 'parameters',
  build(graph, { size, config }) {
    const image = graph.input('image', [1, 3, size.height, size.width]);
    let x = unit(image, 'features.0', { out: 32, kernel: 3, stride: 2, pad: 1 });
    let at = 1;
    for (const [expansion, out, blocks, stride] of STAGES) {
      for (let i = 0; i < blocks; i++) {
        x = block(x, `features.${at++}.conv`, { expansion, out, stride: i === 0 ? stride : 1 });
      }
    }
    const features = unit(x, `features.${at}`, { out: LAST_CHANNELS, kernel: 1 });
    const mean = reshape(globalAveragePool(features), [1, LAST_CHANNELS]);
    graph.output('logits', linearLayer(mean, 'classifier.1', Number(config['classes'] ?? 1000)));
  },
};

const unit = (x: Tensor, key: string, layer: ConvLayer): Tensor =>
  relu6(batchNormLayer(convLayer(x, `${key}.0`, layer), `${key}.1`));

interface Block {
  expansion: number;
  out: number;
  stride: number;
}

function block(x: Tensor, key: string, { expansion, out, stride }: Block): Tensor {
  const mid = expansion * x.shape[1]!;
  const wide = expansion === 1 ? x : unit(x, `${key}.0`, { out: mid, kernel: 1 });
  const first = expansion === 1 ? 0 : 1;
  const filter = { out: mid, kernel: 3, stride, pad: 1, groups: mid };
  const filtered = unit(wide, `${key}.${first}`, filter);
  const narrow = convLayer(filtered, `${key}.${first + 1}`, { out, kernel: 1 });
  const weighed = attention(batchNormLayer(narrow, `${key}.${first + 2}`), `${key}.${first + 3}`);
  return stride === 1 && x.shape[1] === out ? add(x, weighed) : weighed;
}

/** The channels' means side by side as a column, convolved along it. */
function attention(x: Tensor, key: string): Tensor {
  const channels = x.shape[1]!;
  const kernel = channels < WIDE ? 1 : 3;
  const weight = reshape(x.graph.parameter(`${key}.conv.weight`, [1, 1, kernel]), [1, 1, kernel, 1]);
  const column = reshape(globalAveragePool(x), [1, 1, channels, 1]);
  const found = sigmoid(conv(column, weight, { pad: [(kernel - 1) / 2, 0] }));
  return mul(x, reshape(found, [1, channels, 1, 1]));
}
