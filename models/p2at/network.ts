/**
 * P2AT-S, -M and -L, after Elhassan et al., "P2AT: Pyramid Pooling Axial Transformer for Real-time Semantic
 * Segmentation" (2023), with the parameter names of mohamedac29/P2AT: a ResNet, axial attention on its deepest map,
 * and a decoder that fuses fine, middle and deep features twice before it refines them at a quarter of the input.
 */
import type { Tensor } from '#export/graph-builder.ts';
import { resizeBilinear } from '#export/ops/resize.ts';
import { concat } from '#export/ops/shape.ts';
import type { ParameterProgram } from '#models/network-program.ts';
import { attentionBlock } from './attention.ts';
import { addContext, convBnPrelu, decoderBlock, fuseBothWays, segmentationHead, WIDTH } from './blocks.ts';
import { resnetStages } from './resnet.ts';

const LAYERS = 2;

/**
 * Config: `backbone` (ResNet-18 for S, 34 for M, 50 for L), `classes`; `upsample: false` leaves the logits at a
 * quarter of the input's size. Any size.
 */
export const program: ParameterProgram = {
  from: 'parameters',
  build(graph, { size, config }) {
    const image = graph.input('image', [1, 3, size.height, size.width]);
    const [quarter, eighth, sixteenth, deepest] = resnetStages(image, Number(config['backbone']));
    let deep = convBnPrelu(deepest!, 'feature_reducer', { out: WIDTH, kernel: 1 });
    for (let i = 0; i < LAYERS; i++) {
      deep = attentionBlock(deep, `deep_feature_processor.transformer_layers.${i}`);
    }
    const coarse = decoderBlock(deep, 'P1_decoder', 3);
    const fused = addContext(fuseBothWays(eighth!, sixteenth!, coarse, 'BiS4'), 'pool_gce4');
    const middle = decoderBlock(fused, 'P2_decoder', 5);
    const fine = addContext(fuseBothWays(quarter!, eighth!, middle, 'BiS3'), 'pool_gce3');

    let refined = refine(decoderBlock(fine, 'P3_decoder', 7), 'refine3');
    refined = refine(joined(middle, refined, 'fuse1'), 'refine2');
    refined = refine(joined(coarse, refined, 'fuse2'), 'refine1');
    const logits = segmentationHead(refined, 'final_seg_head', Number(config['classes']));
    const isSmall = config['upsample'] === false;
    graph.output('logits', isSmall ? logits : resizeBilinear(logits, size, 'align-corners'));
  },
  // Training adds a head after each of the two fusions.
  isUnused: (key) => /^aux_seg_head[12]\./.test(key),
  // The slope that PReLU starts with in PyTorch.
  untrained: (key) => (key.endsWith('.act.weight') ? 0.25 : undefined),
};

const refine = (x: Tensor, key: string): Tensor =>
  convBnPrelu(x, `${key}.c2_`, { out: WIDTH, kernel: 3, pad: 1 });

/** Coarser features, enlarged, beside the fine ones. */
function joined(coarse: Tensor, fine: Tensor, key: string): Tensor {
  const enlarged = resizeBilinear(coarse, { height: fine.shape[2]!, width: fine.shape[3]! });
  return convBnPrelu(concat([enlarged, fine], 1), key, { out: WIDTH, kernel: 3, pad: 1 });
}
