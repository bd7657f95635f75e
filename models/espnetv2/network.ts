/**
 * ESPNetv2 for segmentation, after Mehta et al., "ESPNetv2: A Light-weight, Power Efficient, and General Purpose
 * Convolutional Neural Network" (CVPR 2019), with the parameter names of sacmehta/EdgeNets.
 */
import type { Tensor } from '#export/graph-builder.ts';
import { add } from '#export/ops/elementwise.ts';
import { resizeBilinear } from '#export/ops/resize.ts';
import type { ParameterProgram, ProgramConfig } from '#models/network-program.ts';
import { bnPrelu, convBnPrelu } from './blocks.ts';
import { weighedSkip, pyramidPool } from './decoder.ts';
import { downSample, eesp } from './eesp.ts';

/** The decoder's width by training set. */
const decoderBase: Readonly<Record<string, number>> = { city: 16, pascal: 16, coco: 32 };

/**
 * Config: `scale` (width), `classes`, `dataset` (city, pascal or coco); `upsample: false` leaves the logits at half
 * the input's size.
 */
export const program: ParameterProgram = {
  from: 'parameters',
  build(graph, { size, config }) {
    const image = graph.input('image', [1, 3, size.height, size.width]);
    const levels = encode(image, Number(config['scale']));
    const logits = decode(levels, config);
    // Unlike most, this decoder was trained with align_corners=True throughout.
    const full = config['upsample'] === false ? logits : resizeBilinear(logits, size, 'align-corners');
    graph.output('logits', full);
  },
  // The blocks that halve the size return before their own activation; checkpoints hold its slopes all the same.
  isUnused: (key) => /^base_net\.level[234]_0\.eesp\.module_act\.weight$/.test(key),
};

type Levels = [half: Tensor, quarter: Tensor, eighth: Tensor, sixteenth: Tensor];

/** The classifier's encoder without its last level, a feature map for each size. */
function encode(image: Tensor, scale: number): Levels {
  const half = convBnPrelu(image, 'base_net.level1', { out: Math.min(32, 32 * scale), kernel: 3, stride: 2 });
  const quarter = downSample(half, image, 'base_net.level2_0', 64 * scale, 13);
  const eighth = level(quarter, image, 'base_net.level3', { out: 128 * scale, blocks: 3, limits: [11, 9] });
  const sixteenth = level(eighth, image, 'base_net.level4', { out: 256 * scale, blocks: 7, limits: [9, 7] });
  return [half, quarter, eighth, sixteenth];
}

interface Level {
  out: number;
  blocks: number;
  /** Largest receptive fields of the block that halves the size and of those after it, in pixels of their input. */
  limits: readonly [number, number];
}

function level(x: Tensor, image: Tensor, key: string, { out, blocks, limits }: Level): Tensor {
  let features = downSample(x, image, `${key}_0`, out, limits[0]);
  for (let i = 0; i < blocks; i++) features = eesp(features, `${key}.${i}`, limits[1]);
  return features;
}

/** From the smallest map up: doubled, joined with the encoder's map of that size, pooled at five scales. */
function decode([half, quarter, eighth, sixteenth]: Levels, config: ProgramConfig): Tensor {
  const classes = Number(config['classes']);
  const base = decoderBase[String(config['dataset'])] ?? 16;
  const projected = Math.min(Math.floor(classes / 2), base);
  const widths = [4 * base, 3 * base, 2 * base, classes];
  let x = pyramidPool(sixteenth, 'bu_dec_l1', { projected, out: widths[0]!, last: false });
  for (const [i, skip] of [eighth, quarter, half].entries()) {
    const [, , height, width] = skip.shape;
    const doubled = resizeBilinear(x, { height: height!, width: width! }, 'align-corners');
    const joined = add(weighedSkip(skip, `merge_enc_dec_l${i + 2}`, widths[i]!), doubled);
    const active = bnPrelu(joined, `bu_br_l${i + 2}.0`, `bu_br_l${i + 2}.1`);
    x = pyramidPool(active, `bu_dec_l${i + 2}`, { projected, out: widths[i + 1]!, last: i === 2 });
  }
  return x;
}
