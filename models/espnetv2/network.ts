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

/** Largest receptive fields, in pixels of the level's input, as the original limits them from level to level. */
const RECEPTIVE_LIMITS = [13, 11, 9, 7];

/** Blocks after the one that halves the size, on levels 3 and 4. */
const REPEATS = [3, 7];

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
  const widths = [Math.min(32, 32 * scale), 64 * scale, 128 * scale, 256 * scale];
  const half = convBnPrelu(image, 'base_net.level1', { out: widths[0]!, kernel: 3, stride: 2 });
  const quarter = downSample(half, image, 'base_net.level2_0', widths[1]!, RECEPTIVE_LIMITS[0]!);
  const [eighth, sixteenth] = [3, 4].reduce<Tensor[]>((maps, level, i) => {
    const key = `base_net.level${level}`;
    let x = downSample(maps.at(-1) ?? quarter, image, `${key}_0`, widths[i + 2]!, RECEPTIVE_LIMITS[i + 1]!);
    for (let block = 0; block < REPEATS[i]!; block++)
      x = eesp(x, `${key}.${block}`, RECEPTIVE_LIMITS[i + 2]!);
    return [...maps, x];
  }, []);
  return [half, quarter, eighth!, sixteenth!];
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
