import { VitrineError } from '#core/errors/vitrine-error.ts';
import { GraphBuilder } from '#export/graph-builder.ts';
import { replayOnnx } from '#export/onnx-import/replay.ts';
import { readOnnx } from '#export/onnx-reader.ts';
import { mul } from '#export/ops/elementwise.ts';
import { slice } from '#export/ops/shape.ts';
import type { NetworkProgram } from '#models/network-program.ts';

/**
 * The published graph gives rows [1,N,85] of (cx, cy, w, h, objectness, 80 classes). Here it gives `scores` [1,80,N],
 * objectness · class, of which few are above any threshold, and `boxes` [1,4,N], still relative to their grid cell.
 */
export const program: NetworkProgram = {
  from: 'graph',
  convert(files, { size }) {
    const [file] = files.values();
    if (!file) throw new VitrineError('bad-file', 'an .onnx file is needed');
    const model = readOnnx(file);
    const graph = new GraphBuilder({ name: 'yolox-nano' });
    const image = graph.input('image', [1, 3, size.height, size.width]);
    const { output } = replayOnnx(graph, model, { images: image });
    if (!output) throw new VitrineError('bad-file', 'the file has no output called output');
    // The file's last node only turns [1,85,N] around; what it reads is the form that is wanted here.
    const last = graph.producerOf(output);
    const [columns] = last?.node.op === 'Transpose' ? last.inputs : [];
    if (!columns) throw new VitrineError('bad-file', 'the file does not end in a Transpose');
    const objectness = slice(columns, { axis: 1, start: 4, end: 5 });
    graph.output('scores', mul(slice(columns, { axis: 1, start: 5 }), objectness));
    graph.output('boxes', slice(columns, { axis: 1, start: 0, end: 4 }));
    return graph.finish();
  },
};
