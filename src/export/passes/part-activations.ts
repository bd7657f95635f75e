/**
 * Parts two activations in a row behind a convolution by a Max that changes nothing.
 *
 * onnxruntime-web 1.30 computes an activation in one kernel with the convolution before it. On WebGPU it then takes the
 * next one in, too, and forgets the first: Conv, Relu, Sigmoid gave Conv, Sigmoid (SwiftShader and lavapipe alike). Seen
 * on PEM; files of unknown origin may have such chains anywhere. A Reshape to the same shape or an Identity would be taken
 * out again.
 */
import type { Graph, Node } from '../graph.ts';
import { HALF_MAX } from '../float16.ts';
import { float32 } from '../tensor-data.ts';

/** What onnxruntime takes into a convolution's kernel. */
const FUSABLE = new Set(['Relu', 'Sigmoid', 'Tanh', 'Clip', 'LeakyRelu', 'HardSigmoid']);

/** The graph with such chains parted; same values, but what a LeakyRelu makes of less than float16 holds. */
export function partActivations(graph: Graph): Graph {
  const makers = new Map(graph.nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const isConvolved = (node?: Node) =>
    FUSABLE.has(node?.op ?? '') && makers.get(node!.inputs[0]!)?.op === 'Conv';
  const constants = new Map(graph.constants);
  const nodes = graph.nodes.flatMap((node) => {
    const [input = '', ...rest] = node.inputs;
    if (!FUSABLE.has(node.op) || !isConvolved(makers.get(input))) return [node];
    const [apart, lowest] = [`${node.outputs[0]!}:apart`, `${node.outputs[0]!}:lowest`];
    constants.set(lowest, float32([], Float32Array.of(-HALF_MAX)));
    const parting = { ...node, op: 'Max', inputs: [input, lowest], outputs: [apart], attributes: {} };
    return [parting, { ...node, inputs: [apart, ...rest] }];
  });
  return { ...graph, nodes, constants };
}
