/**
 * Gives convolutions that onnxruntime's WebGPU provider gets wrong up to three more input channels, of weight zero.
 *
 * Its convolution as a matrix product (1.30) reads inputs by threes when their channels are a multiple of 3 and not of
 * 4, as a picture's are, and that is only right for the 3 of a picture: 6, 9, 18, 33, 66 or 99 channels gave wrong
 * outputs of any size where the output has a multiple of 4, and kernels of one pixel did not (SwiftShader and lavapipe
 * alike). What is added are the first channels once more: Pad would need a shader that Firefox 153 refuses in float16.
 * Seen on MODNet, whose detail branch takes 99 channels; `npm run bar:agreement` watches it.
 */
import { int, integerOf, type Graph, type Node } from '../graph.ts';
import { float32, int64, sizeOf, type TensorData } from '../tensor-data.ts';

/** The graph with such inputs padded to a multiple of 4; same values. */
export function padTripleInputs(graph: Graph): Graph {
  const constants = new Map(graph.constants);
  const nodes = graph.nodes.flatMap((node) => {
    const kernel = kernelOf(node, constants);
    return kernel && isTriple(node, kernel) ? paddedTo4(node, kernel, constants) : [node];
  });
  return { ...graph, nodes, constants };
}

function kernelOf({ op, inputs }: Node, constants: ReadonlyMap<string, TensorData>) {
  const kernel = op === 'Conv' ? constants.get(inputs[1] ?? '') : undefined;
  return kernel?.type === 'float32' ? kernel : undefined;
}

function isTriple({ attributes }: Node, { shape }: TensorData): boolean {
  const [out = 1, channels = 1, ...window] = shape;
  return (
    integerOf(attributes, 'group', 1) === 1 &&
    window.length === 2 &&
    sizeOf(window) > 1 &&
    channels > 3 &&
    channels % 3 === 0 &&
    channels % 4 !== 0 &&
    out % 4 === 0
  );
}

function paddedTo4(node: Node, kernel: TensorData<'float32'>, constants: Map<string, TensorData>): Node[] {
  const [input = '', , ...rest] = node.inputs;
  const output = node.outputs[0]!;
  const [out = 1, channels = 1, ...window] = kernel.shape;
  const wide = Math.ceil(channels / 4) * 4;
  const area = sizeOf(window);
  const data = new Float32Array(out * wide * area);
  for (let o = 0; o < out; o++) {
    const filter = kernel.data.subarray(o * channels * area, (o + 1) * channels * area);
    data.set(filter, o * wide * area);
  }
  const constant = (part: string, tensor: TensorData): string => {
    constants.set(`${output}:${part}`, tensor);
    return `${output}:${part}`;
  };
  const [some, padded] = [`${output}:some`, `${output}:padded`];
  const weight = constant('wide', float32([out, wide, ...window], data));
  const range = [
    constant('start', int64([1], [0])),
    constant('end', int64([1], [wide - channels])),
    constant('axis', int64([1], [1])),
  ];
  return [
    { ...node, op: 'Slice', inputs: [input, ...range], outputs: [some], attributes: {} },
    { ...node, op: 'Concat', inputs: [input, some], outputs: [padded], attributes: { axis: int(1) } },
    { ...node, inputs: [padded, weight, ...rest] },
  ];
}
