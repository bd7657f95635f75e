/** ONNX graphs that cannot be, well written. */
import type { Attribute, Attributes, Graph, Node } from '#export/graph.ts';
import { float32, int64, type TensorData } from '#export/tensor-data.ts';

const node = (op: string, inputs: string[], outputs: string[], attributes: Attributes = {}): Node => ({
  op,
  inputs,
  outputs,
  attributes,
});
const int = (value: number): Attribute => ({ kind: 'int', value });
const ints = (...value: number[]): Attribute => ({ kind: 'ints', value });
const text = (value: string): Attribute => ({ kind: 'string', value });

const kernel = float32([4, 3, 3, 3], Array<number>(108).fill(0.1));
const conv = node('Conv', ['x', 'w'], ['c'], { pads: ints(1, 1, 1, 1) });

/** x → Conv → Relu → y, sound as it is. */
export const base: Graph = {
  name: 'base',
  inputs: [{ name: 'x', type: 'float32', shape: [1, 3, 8, 8] }],
  outputs: [{ name: 'y', type: 'float32', shape: [1, 4, 8, 8] }],
  nodes: [conv, node('Relu', ['c'], ['y'])],
  constants: new Map<string, TensorData>([['w', kernel]]),
};

/** The base with other nodes behind the convolution, the last of which makes y. */
const after = (nodes: Node[], constants: Record<string, TensorData> = {}): Graph => ({
  ...base,
  nodes: [conv, ...nodes],
  constants: new Map([...base.constants, ...Object.entries(constants)]),
});
const numbers = (...values: number[]): TensorData => int64([values.length], values);

export function impossibleGraphs(): [string, Graph][] {
  const relu = (from: string, to: string): Node => node('Relu', [from], [to]);
  const flood = Array.from({ length: 60_000 }, (_, i) =>
    relu(i === 0 ? 'c' : `n${i - 1}`, i === 59_999 ? 'y' : `n${i}`),
  );
  return [
    ['a node that reads itself', after([relu('y', 'y')])],
    ['two nodes that read each other', after([relu('b', 'a'), relu('a', 'b'), relu('a', 'y')])],
    [
      'a circle of a thousand',
      after([
        ...Array.from({ length: 1000 }, (_, i) => relu(`v${(i + 1) % 1000}`, `v${i}`)),
        relu('v0', 'y'),
      ]),
    ],
    [
      'a circle through the convolution',
      { ...base, nodes: [node('Conv', ['y', 'w'], ['c']), relu('c', 'y')] },
    ],
    ['nodes in backward order', { ...base, nodes: [...base.nodes].reverse() }],
    ['a value that nothing makes', after([node('Add', ['c', 'nowhere'], ['y'])])],
    ['a weight that is missing', { ...base, constants: new Map() }],
    ['an output that nothing makes', after([relu('c', 'z')])],
    ['an output listed twice', { ...base, outputs: [...base.outputs, ...base.outputs] }],
    ['a value made twice', after([relu('c', 'y'), relu('c', 'y')])],
    ['a node that makes the input', after([relu('c', 'x'), relu('c', 'y')])],
    ['a node that makes a weight', after([relu('c', 'w'), relu('c', 'y')])],
    ['a node that makes one value twice', after([node('Split', ['c'], ['y', 'y'], { axis: int(1) })])],
    ['two inputs of one name', { ...base, inputs: [...base.inputs, ...base.inputs] }],
    ['an input of a negative side', { ...base, inputs: [{ ...base.inputs[0]!, shape: [1, 3, -8, 8] }] }],
    [
      'an input of 2^60 pixels',
      { ...base, inputs: [{ ...base.inputs[0]!, shape: [1, 3, 2 ** 30, 2 ** 30] }] },
    ],
    [
      'an input of seventeen axes',
      { ...base, inputs: [{ ...base.inputs[0]!, shape: Array<number>(17).fill(1) }] },
    ],
    ['60,000 nodes', after(flood)],
    ['an operator by the name of a method', after([node('constructor', ['c'], ['y'])])],
    ['an operator that is none', after([node('OsSystem', ['c'], ['y'], { command: text('true') })])],
    ['no nodes', { ...base, nodes: [] }],
    ['five thousand inputs of a node', after([node('Concat', Array<string>(5000).fill('c'), ['y'])])],
  ];
}

/** Operators whose numbers make no sense at any size. */
export function impossibleOperators(): [string, Graph][] {
  const big = 2 ** 31 - 1;
  const over = (name: string, attributes: Attributes): [string, Graph] => [
    name,
    { ...base, nodes: [node('Conv', ['x', 'w'], ['c'], attributes), base.nodes[1]!] },
  ];
  const doubled = Array.from({ length: 60 }, (_, i) =>
    node('Concat', [`d${i}`, `d${i}`], [`d${i + 1}`], { axis: int(0) }),
  );
  return [
    over('a stride of 0', { strides: ints(0, 0) }),
    over('a negative stride', { strides: ints(-1, -1) }),
    over('a dilation of 0', { dilations: ints(0, 0) }),
    over('a dilation of 2^31', { dilations: ints(big, big) }),
    over('negative pads', { pads: ints(-1, -1, -1, -1) }),
    over('pads of 2^31', { pads: ints(big, big, big, big) }),
    over('pads beyond whole numbers', { pads: ints(2 ** 52, 2 ** 52, 2 ** 52, 2 ** 52) }),
    over('0 groups', { group: int(0) }),
    over('minus one groups', { group: int(-1) }),
    over('7 groups', { group: int(7) }),
    [
      'a kernel of two axes',
      { ...base, constants: new Map([['w', float32([4, 27], Array<number>(108).fill(0))]]) },
    ],
    [
      'a kernel of other channels',
      { ...base, constants: new Map([['w', float32([4, 27, 1, 1], Array<number>(108).fill(0))]]) },
    ],
    [
      'a pool of stride 0',
      after([node('MaxPool', ['c'], ['y'], { kernel_shape: ints(2, 2), strides: ints(0, 0) })]),
    ],
    ['a pool of kernel 0', after([node('MaxPool', ['c'], ['y'], { kernel_shape: ints(0, 0) })])],
    [
      'a pool larger than its input',
      after([node('AveragePool', ['c'], ['y'], { kernel_shape: ints(999, 999) })]),
    ],
    [
      'a transposed convolution of stride 2^31',
      after([node('ConvTranspose', ['c', 't'], ['y'], { strides: ints(big, big) })], { t: kernel }),
    ],
    ['a reshape to another count', after([node('Reshape', ['c', 's'], ['y'])], { s: numbers(7, 7) })],
    ['a reshape of two open sides', after([node('Reshape', ['c', 's'], ['y'])], { s: numbers(-1, -1) })],
    ['a reshape to -2', after([node('Reshape', ['c', 's'], ['y'])], { s: numbers(-2, -128) })],
    ['a reshape to numbers nobody knows', after([node('Reshape', ['c', 'c'], ['y'])])],
    [
      'a shape of 2,000 sides',
      after([node('Reshape', ['c', 's'], ['y'])], { s: numbers(...Array<number>(2000).fill(1)) }),
    ],
    [
      'an expansion to 2^60',
      after([node('Expand', ['c', 's'], ['y'])], { s: numbers(2 ** 20, 2 ** 20, 1, 4, 8, 8) }),
    ],
    [
      'a resize to 2^40',
      after([node('Resize', ['c', '', '', 's'], ['y'])], { s: numbers(1, 4, 2 ** 20, 2 ** 20) }),
    ],
    ['a resize to nothing', after([node('Resize', ['c', '', '', 's'], ['y'])], { s: numbers(1, 4, 0, 0) })],
    [
      'a resize by no number',
      after([node('Resize', ['c', '', 's'], ['y'])], { s: float32([4], [1, 1, NaN, NaN]) }),
    ],
    [
      'a resize by infinity',
      after([node('Resize', ['c', '', 's'], ['y'])], { s: float32([4], [1, 1, Infinity, Infinity]) }),
    ],
    [
      'a pad of 2^40',
      after([node('Pad', ['c', 's'], ['y'])], { s: numbers(0, 0, 2 ** 20, 2 ** 20, 0, 0, 0, 0) }),
    ],
    [
      'a pad that leaves nothing',
      after([node('Pad', ['c', 's'], ['y'])], { s: numbers(0, 0, -8, -8, 0, 0, 0, 0) }),
    ],
    ['a pad of another rank', after([node('Pad', ['c', 's'], ['y'])], { s: numbers(1, 1) })],
    [
      'a slice of step 0',
      after([node('Slice', ['c', 'a', 'b', 'a', 'z'], ['y'])], {
        a: numbers(0),
        b: numbers(1),
        z: numbers(0),
      }),
    ],
    [
      'a slice of nothing',
      after([node('Slice', ['c', 'a', 'a', 'z'], ['y'])], { a: numbers(5), z: numbers(2) }),
    ],
    [
      'a slice of axis 9',
      after([node('Slice', ['c', 'a', 'b', 'z'], ['y'])], { a: numbers(0), b: numbers(1), z: numbers(9) }),
    ],
    [
      'a transposition that names an axis twice',
      after([node('Transpose', ['c'], ['y'], { perm: ints(0, 0, 2, 3) })]),
    ],
    ['a split into unequal parts', after([node('Split', ['c'], ['y', 'b', 'd'], { axis: int(1) })])],
    ['a softmax over axis 99', after([node('Softmax', ['c'], ['y'], { axis: int(99) })])],
    ['a concatenation of other shapes', after([node('Concat', ['c', 'x'], ['y'], { axis: int(2) })])],
    [
      'a product of matrices that do not fit',
      after([node('MatMul', ['c', 'm'], ['y'])], { m: float32([3, 3], Array<number>(9).fill(1)) }),
    ],
    [
      'a sum of shapes that do not fit',
      after([node('Add', ['c', 'm'], ['y'])], { m: float32([3, 3], Array<number>(9).fill(1)) }),
    ],
    [
      'a normalisation of other channels',
      after([node('BatchNormalization', ['c', 'm', 'm', 'm', 'm'], ['y'])], { m: float32([3], [1, 1, 1]) }),
    ],
    ['a normalisation without its numbers', after([node('BatchNormalization', ['c'], ['y'])])],
    ['depth to space by 0', after([node('DepthToSpace', ['c'], ['y'], { blocksize: int(0) })])],
    ['depth to space by 3', after([node('DepthToSpace', ['c'], ['y'], { blocksize: int(3) })])],
    [
      'an unsqueeze of a million axes',
      after([node('Unsqueeze', ['c', 's'], ['y'])], { s: numbers(...Array<number>(1000).fill(0)) }),
    ],
    ['a constant without a value', after([node('Constant', [], ['k']), node('Add', ['c', 'k'], ['y'])])],
    [
      'an index that is not there',
      after([node('Gather', ['s', 'i'], ['g'], { axis: int(0) }), node('Reshape', ['c', 'g'], ['y'])], {
        s: numbers(1, 2),
        i: numbers(99),
      }),
    ],
    [
      'a shape divided by 0',
      after([node('Div', ['s', 'i'], ['g']), node('Reshape', ['c', 'g'], ['y'])], {
        s: numbers(256),
        i: numbers(0),
      }),
    ],
    [
      'a shape multiplied beyond whole numbers',
      after([node('Mul', ['s', 's'], ['g']), node('Reshape', ['c', 'g'], ['y'])], { s: numbers(2 ** 50) }),
    ],
    [
      'a shape doubled sixty times',
      after([...doubled, node('Reshape', ['c', 'd60'], ['y'])], { d0: numbers(1) }),
    ],
    ['a node without its input', after([node('Relu', [], ['y'])])],
    ['a sum of one', after([node('Add', ['c'], ['y'])])],
    ['a node without an output', after([node('Relu', ['c'], []), node('Relu', [''], ['y'])])],
  ];
}
