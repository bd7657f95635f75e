import { VitrineError } from '#core/errors/vitrine-error.ts';
import { fuseHardActivations } from '#export/convert/hard-activations.ts';
import { lowerNhwc } from '#export/convert/nhwc-lowering.ts';
import { networkFromTfjs } from '#export/convert/tfjs.ts';
import { GraphBuilder } from '#export/graph-builder.ts';
import { equal, where } from '#export/ops/elementwise.ts';
import { maxPool } from '#export/ops/pool.ts';
import type { NetworkProgram } from '#models/network-program.ts';

/** Names in the TFJS graph. */
const HEAT = 'tower_0/keypoints';
const EXTENTS = 'tower_0/wh';

/**
 * The detector up to its two maps, in place of the file's own MaxPool + TopK + Gather tail: `peaks` [1,80,h,w] is the
 * class heat where it is the largest of its 3 × 3 neighbours, else 0; `wh` [1,4,h,w] the distances of the box edges.
 */
export const program: NetworkProgram = {
  from: 'graph',
  convert(files, { size }) {
    const [model, weights] = [files.get('centernet.json'), files.get('centernet.bin')];
    if (!model || !weights) {
      throw new VitrineError(
        'bad-file',
        `centernet.json and .bin are needed, got ${[...files.keys()].join(', ')}`,
      );
    }
    const source = networkFromTfjs(new TextDecoder().decode(model), [weights], [HEAT, EXTENTS]);
    const graph = new GraphBuilder({ name: 'centernet' });
    const { value } = lowerNhwc(graph, fuseHardActivations(source), size);
    const heat = value(HEAT);
    const largest = maxPool(heat, 3, { stride: 1, pad: 1 });
    graph.output('peaks', where(equal(heat, largest), heat, 0));
    graph.output('wh', value(EXTENTS));
    return graph.finish();
  },
};
