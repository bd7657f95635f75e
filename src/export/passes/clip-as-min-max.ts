/**
 * Writes Clip as Max and Min, except where it alone reads a convolution, which onnxruntime computes in one kernel with it.
 *
 * onnxruntime-web 1.30 makes a shader for a float16 Clip that Firefox 153 refuses ("Invalid access into expression"),
 * and the whole model with it. Max and Min are the same work and run everywhere.
 */
import type { Graph, Node } from '../graph.ts';

export function clipAsMinMax(graph: Graph): Graph {
  const reads = new Map<string, number>();
  const read = [...graph.nodes.flatMap(({ inputs }) => inputs), ...graph.outputs.map(({ name }) => name)];
  for (const name of read) reads.set(name, (reads.get(name) ?? 0) + 1);
  const convolutions = graph.nodes.filter(({ op }) => op === 'Conv').flatMap(({ outputs }) => outputs);
  const fusable = new Set(convolutions.filter((name) => reads.get(name) === 1));
  const nodes = graph.nodes.flatMap((node) => {
    const isAlone = node.op === 'Clip' && !fusable.has(node.inputs[0]!);
    return isAlone ? bounded(node) : [node];
  });
  return { ...graph, nodes };
}

function bounded(node: Node): Node[] {
  const [input = '', low, high] = node.inputs;
  const [output = ''] = node.outputs;
  const bound = (op: 'Max' | 'Min', from: string, limit: string, to: string): Node => ({
    ...node,
    op,
    inputs: [from, limit],
    outputs: [to],
    attributes: {},
  });
  if (low && high)
    return [bound('Max', input, low, `${output}:low`), bound('Min', `${output}:low`, high, output)];
  if (low) return [bound('Max', input, low, output)];
  if (high) return [bound('Min', input, high, output)];
  return [{ ...node, op: 'Identity', inputs: [input], outputs: [output], attributes: {} }];
}
