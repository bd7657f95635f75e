/**
 * Builds the network of an ONNX file anew through the operators in ops/: shapes become static for the given inputs,
 * batch normalisation is folded, older operator sets become ours.
 */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { GraphBuilder, Tensor } from '../graph-builder.ts';
import type { OnnxModel } from '../onnx-reader.ts';
import { Call } from './call.ts';
import { foldIntegers } from './integer-folding.ts';
import { operators } from './operators.ts';

/** The file's outputs by name; the caller declares those it wants. `inputs` are handles by the file's input names. */
export function replayOnnx(
  graph: GraphBuilder,
  model: OnnxModel,
  inputs: Readonly<Record<string, Tensor>>,
): Record<string, Tensor> {
  const values = new Map<string, Tensor>();
  for (const { name, shape } of model.inputs) {
    const given = inputs[name];
    if (!given) throw new VitrineError('internal', `the file's input ${name} was not given`);
    const fits = given.shape.length === shape.length;
    if (!fits)
      throw new VitrineError('bad-shape', `${name} has ${shape.length} axes, got ${given.shape.length}`);
    values.set(name, given);
  }
  const find = (name: string): Tensor => {
    const known = values.get(name);
    if (known) return known;
    const constant = model.constants.get(name);
    if (!constant) throw new VitrineError('bad-file', `no node before it makes the value ${name}`);
    const tensor = graph.constant(constant, name);
    values.set(name, tensor);
    return tensor;
  };
  for (const node of model.nodes) {
    const call = new Call(
      graph,
      node,
      model.opset,
      node.inputs.map((name) => (name === '' ? undefined : find(name))),
    );
    const results = run(call);
    [results].flat().forEach((result, i) => values.set(node.outputs[i] ?? '', result));
  }
  return Object.fromEntries(model.outputs.map(({ name }) => [name, find(name)]));
}

function run(call: Call): Tensor | Tensor[] {
  const { op, outputs } = call.node;
  try {
    return foldIntegers(call) ?? (Object.hasOwn(operators, op) ? operators[op]! : unknown)(call);
  } catch (thrown) {
    if (thrown instanceof VitrineError) throw thrown;
    // Operators are written for networks that make sense; numbers that are none, or no integers, end here.
    throw new VitrineError('bad-file', `operator ${op} (${outputs[0] ?? ''}) is malformed`, {
      cause: thrown,
    });
  }
}

const unknown = (call: Call): never => call.refuse('has no counterpart here');
