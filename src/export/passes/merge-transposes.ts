/** Takes Transposes in a row together, and leaves out those that change nothing: each costs a pass over memory. */
import { ints, type Graph, type Node } from '../graph.ts';
import { prune } from './prune.ts';

/** A value as another one with its axes in another order. */
interface Transposed {
  source: string;
  permutation: readonly number[];
}

export function mergeTransposes(graph: Graph): Graph {
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  const transposed = new Map<string, Transposed>();
  /** Values that are another one unchanged. */
  const same = new Map<string, string>();
  const nodes: Node[] = [];
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((name) => same.get(name) ?? name);
    const [input = ''] = inputs;
    const [output = ''] = node.outputs;
    const own = permutationOf(node);
    if (!own) {
      nodes.push({ ...node, inputs });
      continue;
    }
    const { source, permutation } = after(transposed.get(input), { source: input, permutation: own });
    // What leaves the graph keeps its name, and so its node.
    if (permutation.every((from, to) => from === to) && !outputs.has(output)) {
      same.set(output, source);
      continue;
    }
    transposed.set(output, { source, permutation });
    nodes.push({ ...node, inputs: [source], attributes: { perm: ints(permutation) } });
  }
  return prune({ ...graph, nodes });
}

/** `second` applied to the outcome of `first`, as one: axis i comes from first's axis second[i]. */
const after = (first: Transposed | undefined, second: Transposed): Transposed =>
  first
    ? { source: first.source, permutation: second.permutation.map((axis) => first.permutation[axis]!) }
    : second;

/** Undefined for other operators, and without the attribute: the axes are then reversed, however many there are. */
function permutationOf({ op, attributes }: Node): readonly number[] | undefined {
  const found = attributes['perm'];
  return op === 'Transpose' && found?.kind === 'ints' ? found.value : undefined;
}
