import { VitrineError } from '#core/errors/vitrine-error.ts';
import { lowerNhwc } from '#export/convert/nhwc-lowering.ts';
import { networkFromTflite } from '#export/convert/tflite.ts';
import { GraphBuilder } from '#export/graph-builder.ts';
import type { NetworkProgram } from '#models/network-program.ts';

/** The segmenter's one output, `alpha` [1,1,H,W] in 0..1 (its sigmoid is in the graph). */
export const program: NetworkProgram = {
  from: 'graph',
  convert(files, { size }) {
    const [file] = files.values();
    if (!file) throw new VitrineError('bad-file', 'a .tflite file is needed');
    const source = networkFromTflite(file);
    const [output = ''] = source.outputs;
    const graph = new GraphBuilder({ name: 'selfie-segmentation' });
    const { value } = lowerNhwc(graph, source, size);
    graph.output('alpha', value(output));
    return graph.finish();
  },
};
