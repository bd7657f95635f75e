/**
 * Takes grouped convolutions apart that onnxruntime's WebGPU provider gets wrong.
 *
 * Its grouped kernel (1.30, conv with at least 4 output channels a group) computes 4 neighbouring output channels at
 * once when their total is a multiple of 4 (2 when of 2), and reads the input of one group for all of them: where a
 * group's own channels are no such multiple, some fall to the wrong group. Seen on ESPNetv2 at scale 2 (24 channels in
 * 4 groups: a sixth of the output wrong); `npm run bar:agreement` watches it.
 */
import { int, integerOf, type Graph, type Node } from '../graph.ts';
import { int64, type TensorData } from '../tensor-data.ts';

/** Each becomes two nodes; networks that are known have a few dozen at most. */
const MAX_GROUPS = 1024;

/** The graph with such convolutions as one convolution a group, between slices and a Concat; same values. */
export function splitUnevenGroups(graph: Graph): Graph {
  const constants = new Map(graph.constants);
  const nodes = graph.nodes.flatMap((node) =>
    isUneven(node, constants) ? takenApart(node, constants) : [node],
  );
  return { ...graph, nodes, constants };
}

function isUneven(node: Node, constants: ReadonlyMap<string, TensorData>): boolean {
  if (node.op !== 'Conv') return false;
  const [, kernel = '', bias] = node.inputs;
  const weight = constants.get(kernel);
  const groups = groupsOf(node);
  if (weight?.type !== 'float32' || (bias && constants.get(bias)?.type !== 'float32')) return false;
  const out = weight.shape[0]!;
  const atOnce = out % 4 === 0 ? 4 : out % 2 === 0 ? 2 : 1;
  return groups > 1 && groups <= MAX_GROUPS && out / groups >= 4 && (out / groups) % atOnce !== 0;
}

const groupsOf = ({ attributes }: Node): number => integerOf(attributes, 'group', 1);

function takenApart(node: Node, constants: Map<string, TensorData>): Node[] {
  const [input = '', kernel = '', bias] = node.inputs;
  const output = node.outputs[0]!;
  const groups = groupsOf(node);
  const perGroup = constants.get(kernel)!.shape[1]!;
  const named = (part: string, i: number | '') => `${output}:${part}${i}`;
  const each = Array.from({ length: groups }, (_, i) => i);
  const constant = (part: string, i: number | '', data: TensorData): string => {
    constants.set(named(part, i), data);
    return named(part, i);
  };
  const axes = constant('axes', '', int64([1], [1]));
  const branches = each.flatMap((i): Node[] => {
    const starts = constant('start', i, int64([1], [i * perGroup]));
    const ends = constant('end', i, int64([1], [(i + 1) * perGroup]));
    const parameters = [kernel, ...(bias ? [bias] : [])].map((name, p) =>
      constant(p === 0 ? 'weight' : 'bias', i, sliceOf(constants.get(name)!, i, groups)),
    );
    return [
      // Not one Split: its shader binds every output, and a device may allow as few as 8 buffers.
      {
        ...node,
        op: 'Slice',
        inputs: [input, starts, ends, axes],
        outputs: [named('in', i)],
        attributes: {},
      },
      {
        ...node,
        inputs: [named('in', i), ...parameters],
        outputs: [named('out', i)],
        attributes: { ...node.attributes, group: int(1) },
      },
    ];
  });
  const inputs = each.map((i) => named('out', i));
  return [...branches, { ...node, op: 'Concat', inputs, attributes: { axis: int(1) } }];
}

/** The `index`-th of `count` equal parts along the first axis. */
function sliceOf(tensor: TensorData, index: number, count: number): TensorData {
  const side = tensor.shape[0]! / count;
  const length = tensor.data.length / count;
  const data = tensor.data.slice(index * length, (index + 1) * length);
  return { ...tensor, shape: [side, ...tensor.shape.slice(1)], data } as TensorData;
}
