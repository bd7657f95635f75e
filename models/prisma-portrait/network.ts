import { VitrineError } from '#core/errors/vitrine-error.ts';
import { GraphBuilder } from '#export/graph-builder.ts';
import { replayOnnx } from '#export/onnx-import/replay.ts';
import { readOnnx } from '#export/onnx-reader.ts';
import type { NetworkProgram } from '#models/network-program.ts';

/** The published graph with one name for its output: `alpha` [1,1,H,W] in 0..1. */
export const program: NetworkProgram = {
  from: 'graph',
  convert(files, { size }) {
    const [file] = files.values();
    if (!file) throw new VitrineError('bad-file', 'an .onnx file is needed');
    const model = readOnnx(file);
    const graph = new GraphBuilder({ name: 'prisma-portrait' });
    const image = graph.input('image', [1, 3, size.height, size.width]);
    const { permute_2: alpha } = replayOnnx(graph, model, { input_3: image });
    if (!alpha) throw new VitrineError('bad-file', 'the file has no output called permute_2');
    graph.output('alpha', alpha);
    return graph.finish();
  },
};
