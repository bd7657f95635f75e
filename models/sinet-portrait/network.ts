import { VitrineError } from '#core/errors/vitrine-error.ts';
import { int, type Attributes, type Node } from '#export/graph.ts';
import { GraphBuilder } from '#export/graph-builder.ts';
import { replayOnnx } from '#export/onnx-import/replay.ts';
import { readOnnx, type OnnxModel } from '#export/onnx-reader.ts';
import type { NetworkProgram } from '#models/network-program.ts';
import { atSize } from './at-size.ts';

/** The last scores in the file, [1,2,H,W], before it turns, softmaxes and turns them: the composer does that. */
const LOGITS = '819';
/** The coarse scores, [1,2,H/4,W/4]; and what the file multiplies the fine features with: 1 − their certainty. */
const COARSE = '753';
const CERTAINTY = '775';
/** What the file makes of them over Transposes, a Concat and a pool, because it was traced from a maximum over channels. */
const DETOUR = ['754', '755', '756', '769', '771', '772', '773', '775'];

/** The published graph without its last Softmax: `logits` [1,2,H,W], background and person. */
export const program: NetworkProgram = {
  from: 'graph',
  convert(files, { size }) {
    const [file] = files.values();
    if (!file) throw new VitrineError('bad-file', 'an .onnx file is needed');
    const model = withoutDetour(atSize(readOnnx(file), size));
    const graph = new GraphBuilder({ name: 'sinet-portrait' });
    const image = graph.input('image', [1, 3, size.height, size.width]);
    const outputs = [{ name: LOGITS, type: 'float32', shape: [] }] as const;
    const { [LOGITS]: logits } = replayOnnx(graph, { ...model, outputs }, { data: image });
    graph.output('logits', logits!);
    return graph.finish();
  },
};

/**
 * The certainty as what it is, the larger of two probabilities: the sigmoid of the scores' distance. What needs it is
 * broadcast, so the Expand goes too.
 */
function withoutDetour(model: OnnxModel): OnnxModel {
  const certainty = [
    node('Split', [COARSE], ['background', 'person'], { axis: int(1) }),
    node('Sub', ['background', 'person'], ['difference']),
    node('Abs', ['difference'], ['distance']),
    node('Sigmoid', ['distance'], [CERTAINTY]),
  ];
  const nodes = model.nodes.flatMap((each) => {
    if (each.outputs.includes(CERTAINTY)) return certainty;
    if (each.outputs.some((name) => DETOUR.includes(name))) return [];
    return each.op === 'Expand' ? [node('Identity', each.inputs.slice(0, 1), each.outputs)] : [each];
  });
  return { ...model, nodes };
}

const node = (
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Attributes = {},
): Node => ({ op, inputs, outputs, attributes });
