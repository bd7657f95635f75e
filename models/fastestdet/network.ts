import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Node } from '#export/graph.ts';
import { GraphBuilder } from '#export/graph-builder.ts';
import { replayOnnx } from '#export/onnx-import/replay.ts';
import { readOnnx, type OnnxModel } from '#export/onnx-reader.ts';
import { sigmoid, softmax } from '#export/ops/activation.ts';
import { equal, mul, where } from '#export/ops/elementwise.ts';
import { reduceMax } from '#export/ops/reduce.ts';
import { int64 } from '#export/tensor-data.ts';
import type { NetworkProgram } from '#models/network-program.ts';

/** The three branches of the head in the published file, before it activates and joins them. */
const OBJECTNESS = 'onnx::Sigmoid_954';
const REGRESSION = 'onnx::Concat_960';
const CLASSES = 'input.624';

/**
 * `scores` [1,80,h,w]: objectness · class probability at each cell's best class, 0 elsewhere, so that few entries are
 * above any threshold. `boxes` [1,4,h,w] as the file has them, for decode.ts.
 */
export const program: NetworkProgram = {
  from: 'graph',
  convert(files, { size }) {
    const [file] = files.values();
    if (!file) throw new VitrineError('bad-file', 'an .onnx file is needed');
    const model = shufflesAsSlices(readOnnx(file));
    const graph = new GraphBuilder({ name: 'fastestdet' });
    const image = graph.input('image', [1, 3, size.height, size.width]);
    const outputs = [OBJECTNESS, REGRESSION, CLASSES].map(
      (name) => ({ name, type: 'float32', shape: [] }) as const,
    );
    const found = replayOnnx(graph, { ...model, outputs }, { 'input.1': image });
    const probabilities = softmax(found[CLASSES]!, 1);
    const best = equal(probabilities, reduceMax(probabilities, [1]));
    graph.output('scores', where(best, mul(probabilities, sigmoid(found[OBJECTNESS]!)), 0));
    graph.output('boxes', found[REGRESSION]!);
    return graph.finish();
  },
};

/**
 * ShuffleNetV2 takes even and odd channels apart. The file does it by Reshape, Transpose, Reshape and a Gather for each
 * half, with the sides of the maps written out; a Slice that takes every second channel does the same at any size.
 * Its only other Transposes are those around the last Softmax, which is not used here.
 */
function shufflesAsSlices(model: OnnxModel): OnnxModel {
  const longs = (...values: number[]) => int64([values.length], values);
  const constants = new Map(model.constants)
    .set('first 0', longs(0))
    .set('first 1', longs(1))
    .set('all', longs(Number.MAX_SAFE_INTEGER))
    .set('channels', longs(1))
    .set('every second', longs(2));
  const shuffled = new Map<string, string>();
  const nodes: Node[] = [];
  for (const node of model.nodes) {
    const [data = '', index = ''] = node.inputs;
    const [output = ''] = node.outputs;
    if (node.op === 'Reshape' || node.op === 'Transpose') shuffled.set(output, shuffled.get(data) ?? data);
    else if (node.op === 'Gather') {
      const half = Number(model.constants.get(index)?.data[0]);
      const inputs = [shuffled.get(data) ?? data, `first ${half}`, 'all', 'channels', 'every second'];
      nodes.push({ ...node, op: 'Slice', inputs, attributes: {} });
    } else nodes.push(node);
  }
  return {
    ...model,
    nodes: nodes.filter(({ inputs }) => !inputs.some((name) => shuffled.has(name))),
    constants,
  };
}
