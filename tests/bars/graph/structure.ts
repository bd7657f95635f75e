/** What an exported file holds that no engine needs, and what the GPU leaves to the CPU. */
import { onnxTypes } from '#export/onnx-fields.ts';
import type { Attribute, Node } from '#export/graph.ts';
import type { OnnxModel } from '#export/onnx-reader.ts';

/** Sentences, one for each flaw; none for a clean graph. */
export function flawsOf({ nodes, outputs, constants }: OnnxModel): string[] {
  const read = new Set([...nodes.flatMap(({ inputs }) => inputs), ...outputs.map(({ name }) => name)]);
  const producers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const flaws: string[] = [];
  for (const name of constants.keys()) if (!read.has(name)) flaws.push(`initialiser ${name} is dead`);
  for (const node of nodes) {
    const [output = ''] = node.outputs;
    if (node.op === 'Identity') flaws.push(`${output} is an Identity`);
    if (!node.outputs.some((name) => read.has(name))) flaws.push(`${node.op} ${output} is dead`);
    if (node.op === 'Transpose') flaws.push(...transposeFlaws(node, producers.get(node.inputs[0]!)));
  }
  return flaws;
}

function transposeFlaws(node: Node, source: Node | undefined): string[] {
  const [output = ''] = node.outputs;
  const permutation = ints(node.attributes['perm']);
  if (permutation.every((from, to) => from === to)) return [`Transpose ${output} changes nothing`];
  // Two in a row are one, or none.
  return source?.op === 'Transpose' ? [`Transpose ${output} follows another`] : [];
}

const ints = (attribute: Attribute | undefined): readonly number[] =>
  attribute?.kind === 'ints' ? attribute.value : [];

/** Whether the network compares what it computed: at a near-tie it then decides by the last bits. */
export const decides = ({ nodes }: OnnxModel): boolean =>
  nodes.some(({ op }) =>
    ['ArgMax', 'Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual'].includes(op),
  );

/** Operators that the provider runs on the CPU: those it lacks, and all that compute with 64-bit integers. */
export function cpuOperatorsOf({ nodes }: OnnxModel, supported: ReadonlySet<string>): string[] {
  const wide = new Set<string>();
  const found = new Set<string>();
  for (const node of nodes) {
    if (makesInt64(node)) node.outputs.forEach((name) => wide.add(name));
    if (!supported.has(node.op) || node.inputs.some((name) => wide.has(name))) found.add(node.op);
  }
  return [...found].sort();
}

/** Operators whose result is int64 whatever they read. */
const INDEX_MAKERS = ['ArgMax', 'ArgMin', 'NonZero', 'Shape', 'Size'];

const makesInt64 = ({ op, attributes }: Node): boolean =>
  INDEX_MAKERS.includes(op) || (op === 'Cast' && attributes['to']?.value === onnxTypes.int64);
