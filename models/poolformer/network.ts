/**
 * PoolFormer, after Yu et al., "MetaFormer Is Actually What You Need for Vision" (CVPR 2022), with the parameter names
 * of sail-sg/poolformer: as a classifier, or as the backbone of a Semantic FPN with the names of mmseg.
 */
import { linear } from '#export/ops/linear.ts';
import { globalAveragePool } from '#export/ops/pool.ts';
import { reshape } from '#export/ops/shape.ts';
import type { ParameterProgram } from '#models/network-program.ts';
import { norm, poolFormerStages, type Stages } from './blocks.ts';
import { semanticFpn } from './semantic-fpn.ts';

/** Table 1 of the paper. */
const SMALL = [64, 128, 320, 512];
const VARIANTS: Readonly<Record<string, Stages>> = {
  s12: { widths: SMALL, depths: [2, 2, 6, 2] },
  s24: { widths: SMALL, depths: [4, 4, 12, 4] },
  s36: { widths: SMALL, depths: [6, 6, 18, 6] },
};

/**
 * Config: `variant` (s12, s24, s36), `classes`; `fpn` for segmentation, whose logits are a quarter of the input's size.
 * Any size.
 */
export const program: ParameterProgram = {
  from: 'parameters',
  build(graph, { size, config }) {
    const { variant, fpn } = config;
    const classes = Number(config['classes']);
    const shape = VARIANTS[String(variant)];
    if (!shape)
      throw new RangeError(`no PoolFormer ${variant}; there are ${Object.keys(VARIANTS).join(', ')}`);
    const image = graph.input('image', [1, 3, size.height, size.width]);
    if (fpn === true) {
      const stages = poolFormerStages(image, 'backbone.', shape);
      // Named after their places among stages and the embeddings between them.
      const features = stages.map((x, i) => norm(x, `backbone.norm${2 * i}`));
      graph.output('logits', semanticFpn(features, classes));
      return;
    }
    const last = norm(poolFormerStages(image, '', shape).at(-1)!, 'norm');
    const width = last.shape[1]!;
    const [weight, bias] = [
      graph.parameter('head.weight', [classes, width]),
      graph.parameter('head.bias', [classes]),
    ];
    graph.output('logits', linear(reshape(globalAveragePool(last), [1, width]), weight, bias));
  },
};
