/**
 * TensorFlow spells hard-swish and hard-sigmoid as additions, clips and products, four passes over memory where one
 * will do. With c for the file's 1/6 the spelled-out forms are, exactly,
 *   c · relu6(x + 3)       = 6c · hard-sigmoid(x)
 *   c · x · relu6(x + 3)   = 6c · hard-swish(x)
 * Files with float16 weights hold c = 0.16663, so 6c is not quite 1: the factor goes into the kernels that read the
 * value, or is a product of its own where something else reads it too.
 */
import { float32, type TensorData } from '#export/tensor-data.ts';
import type { NhwcNetwork, NhwcNode } from './nhwc-network.ts';

/** How far c may be from 1/6 for the form to be what it looks like: float16's rounding is 4e-5 away. */
const TOLERANCE = 1e-3;

interface Fusion {
  node: NhwcNode;
  gain: number;
}

/** The network with both forms as one node. Nodes that nobody reads any more stay; the graph's pruning drops them. */
export function fuseHardActivations(network: NhwcNetwork): NhwcNetwork {
  const find = formFinder(network);
  const fusions = new Map<string, Fusion>();
  for (const node of network.nodes) {
    const fusion = find(node);
    if (fusion) fusions.set(node.name, fusion);
  }
  const absorbed = new Set([...fusions.keys()].filter((name) => onlyKernelsRead(network, name)));
  const constants = new Map(network.constants);
  const nodes = network.nodes.flatMap((node): NhwcNode[] => {
    const fusion = fusions.get(node.name);
    if (!fusion)
      return [withGain(node, absorbed.has(node.inputs[0] ?? '') ? fusions.get(node.inputs[0]!)!.gain : 1)];
    if (absorbed.has(node.name) || fusion.gain === 1) return [fusion.node];
    const [before, factor] = [`${node.name}/unscaled`, `${node.name}/gain`];
    constants.set(factor, float32([], [fusion.gain]));
    return [
      { ...fusion.node, name: before },
      { name: node.name, op: { kind: 'binary', apply: 'mul', activation: 'none' }, inputs: [before, factor] },
    ];
  });
  return { ...network, nodes, constants };
}

function formFinder(network: NhwcNetwork): (node: NhwcNode) => Fusion | undefined {
  const nodes = new Map(network.nodes.map((node) => [node.name, node]));
  const number = (name: string): number | undefined => {
    const constant = network.constants.get(name);
    return constant?.data.length === 1 ? constant.data[0] : undefined;
  };
  /** x and the number of `number ∘ x`, in either order. */
  const besideNumber = (node: NhwcNode | undefined, apply: 'add' | 'mul') => {
    if (node?.op.kind !== 'binary' || node.op.apply !== apply || node.op.activation !== 'none')
      return undefined;
    const [a = '', b = ''] = node.inputs;
    const [left, right] = [number(a), number(b)];
    if (left !== undefined) return { x: b, value: left };
    return right === undefined ? undefined : { x: a, value: right };
  };
  /** x of relu6(x + 3). */
  const gated = (name: string): string | undefined => {
    const clip = nodes.get(name);
    if (clip?.op.kind !== 'activation' || clip.op.activation !== 'relu6') return undefined;
    const sum = besideNumber(nodes.get(clip.inputs[0] ?? ''), 'add');
    return sum?.value === 3 ? sum.x : undefined;
  };
  const isSixth = (value: number) => Math.abs(value - 1 / 6) < TOLERANCE;

  return (node) => {
    const become = (activation: 'hard-swish' | 'hard-sigmoid', x: string, c: number): Fusion => ({
      node: { name: node.name, op: { kind: 'activation', activation }, inputs: [x] },
      gain: Math.fround(6 * c),
    });
    const sixth = besideNumber(node, 'mul');
    if (sixth && isSixth(sixth.value)) {
      const x = gated(sixth.x);
      return x === undefined ? undefined : become('hard-sigmoid', x, sixth.value);
    }
    if (node.op.kind !== 'binary' || node.op.apply !== 'mul' || node.op.activation !== 'none')
      return undefined;
    const [a = '', b = ''] = node.inputs;
    for (const [scaled, clip] of [[a, b] as const, [b, a] as const]) {
      const product = besideNumber(nodes.get(scaled), 'mul');
      if (product && isSixth(product.value) && gated(clip) === product.x) {
        return become('hard-swish', product.x, product.value);
      }
    }
    return undefined;
  };
}

const onlyKernelsRead = (network: NhwcNetwork, name: string): boolean => {
  const readers = network.nodes.filter((node) => node.inputs.includes(name));
  return !network.outputs.includes(name) && readers.every((reader) => reader.op.kind === 'conv');
};

function withGain(node: NhwcNode, gain: number): NhwcNode {
  if (gain === 1 || node.op.kind !== 'conv') return node;
  const kernel: TensorData<'float32'> = float32(
    node.op.kernel.shape,
    node.op.kernel.data.map((weight) => weight * gain),
  );
  return { ...node, op: { ...node.op, kernel } };
}
