/** ONNX files whose graphs cannot be, whose tensors lie, or that lead to other files. */
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { Attribute, Attributes, Graph, Node } from '#export/graph.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { float32, int64, type TensorData } from '#export/tensor-data.ts';
import { cuts, join, repeat, utf8, type HostileFile } from './hostile-file.ts';

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
const base: Graph = {
  name: 'base',
  inputs: [{ name: 'x', type: 'float32', shape: [1, 3, 8, 8] }],
  outputs: [{ name: 'y', type: 'float32', shape: [1, 4, 8, 8] }],
  nodes: [conv, node('Relu', ['c'], ['y'])],
  constants: new Map<string, TensorData>([['w', kernel]]),
};

const file = (kind: string, name: string, bytes: Uint8Array): HostileFile => ({
  kind,
  name,
  format: 'onnx',
  bytes,
});

/** The base with other nodes behind the convolution, the last of which makes y. */
const after = (nodes: Node[], constants: Record<string, TensorData> = {}): Graph => ({
  ...base,
  nodes: [conv, ...nodes],
  constants: new Map([...base.constants, ...Object.entries(constants)]),
});
const numbers = (...values: number[]): TensorData => int64([values.length], values);

function impossibleGraphs(): [string, Graph][] {
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
function impossibleOperators(): [string, Graph][] {
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

const message = (write: (writer: BinaryWriter) => void): Uint8Array => {
  const writer = new BinaryWriter();
  write(writer);
  return writer.finish();
};
const field = (number: number, bytes: Uint8Array): Uint8Array =>
  message((writer) => writer.tag(number, WireType.LengthDelimited).bytes(bytes));

interface TensorParts {
  dims?: readonly (number | bigint)[];
  type?: number;
  raw?: Uint8Array;
  location?: number;
  external?: readonly [string, string][];
  extra?: Uint8Array;
}

/** A TensorProto named w that says just what it is told to. */
function tensor({
  dims = [4, 3, 3, 3],
  type = 1,
  raw,
  location,
  external = [],
  extra,
}: TensorParts): Uint8Array {
  return message((writer) => {
    for (const side of dims) writer.tag(1, WireType.Varint).int64(side);
    writer.tag(2, WireType.Varint).int32(type);
    for (const [key, value] of external) {
      writer
        .tag(13, WireType.LengthDelimited)
        .bytes(
          message((entry) =>
            entry.tag(1, WireType.LengthDelimited).string(key).tag(2, WireType.LengthDelimited).string(value),
          ),
        );
    }
    writer.tag(8, WireType.LengthDelimited).string('w');
    if (raw) writer.tag(9, WireType.LengthDelimited).bytes(raw);
    if (location !== undefined) writer.tag(14, WireType.Varint).int32(location);
    if (extra) writer.raw(extra);
  });
}

const opset = field(
  8,
  message((writer) => writer.tag(2, WireType.Varint).int64(17)),
);
const version = message((writer) => writer.tag(1, WireType.Varint).int64(8));
const model = (graph: Uint8Array): Uint8Array => join([version, opset, field(7, graph)]);

/** The base's graph with `w` replaced. */
const withWeight = (weight: Uint8Array): Uint8Array =>
  model(join([graphOf({ ...base, constants: new Map() }), field(5, weight)]));

/** The GraphProto inside a written file. */
function graphOf(graph: Graph): Uint8Array {
  const whole = writeOnnx({ ...graph, name: 'g' });
  // What stands before it is the version and the producer, what stands after is our opset of four bytes.
  const head = message((writer) => {
    writer.tag(1, WireType.Varint).int64(8).tag(2, WireType.LengthDelimited).string('vitrine');
  });
  let at = head.length + 1;
  while (whole[at]! & 0x80) at++;
  return whole.subarray(at + 1, whole.length - 4);
}

function lyingTensors(): [string, Uint8Array][] {
  const raw = new Uint8Array(432);
  const packed = (number: number, count: number, byte: number): Uint8Array =>
    field(number, new Uint8Array(count).fill(byte));
  const outside = [
    '../../../etc/passwd',
    '/etc/passwd',
    'C:\\Windows\\win.ini',
    '..\\..\\secrets.bin',
    'file:///etc/shadow',
    'http://127.0.0.1/w.bin',
    'weights.bin',
    '\u0000',
    `${'a/'.repeat(5000)}w`,
  ];
  return [
    ...outside.map((path): [string, Uint8Array] => [
      `values in ${path.slice(0, 40)}`,
      withWeight(
        tensor({
          location: 1,
          external: [
            ['location', path],
            ['offset', '0'],
            ['length', '432'],
          ],
        }),
      ),
    ]),
    ['values elsewhere, by the entry alone', withWeight(tensor({ raw, external: [['location', '../w']] }))],
    ['values elsewhere, by the mark alone', withWeight(tensor({ location: 1 }))],
    ...[0, 8, 14, 15, 17, 18, 21, 23, 99, -1].map((type): [string, Uint8Array] => [
      `data type ${type}`,
      withWeight(tensor({ type, raw })),
    ]),
    ['a negative side', withWeight(tensor({ dims: [-4, 3, 3, 3], raw }))],
    ['two negative sides', withWeight(tensor({ dims: [-4, -3, 3, 3], raw }))],
    ['a shape of 2^62', withWeight(tensor({ dims: [2 ** 31, 2 ** 31], raw }))],
    ['a side of 2^63 - 1', withWeight(tensor({ dims: [2n ** 63n - 1n], raw }))],
    ['a shape of 2^30 and no bytes', withWeight(tensor({ dims: [2 ** 30] }))],
    ['a hundred axes', withWeight(tensor({ dims: Array<number>(100).fill(1), raw: new Uint8Array(4) }))],
    ['a byte too few', withWeight(tensor({ raw: new Uint8Array(431) }))],
    ['a byte too many', withWeight(tensor({ raw: new Uint8Array(433) }))],
    ['no values', withWeight(tensor({}))],
    [
      'ten million packed numbers of one byte',
      withWeight(tensor({ type: 6, extra: packed(5, 10_000_000, 1) })),
    ],
    ['ten million packed long numbers', withWeight(tensor({ type: 7, extra: packed(7, 10_000_000, 1) }))],
    ['four million dimensions', withWeight(join([tensor({ raw }), packed(1, 4_000_000, 1)]))],
    ['floats cut in the middle', withWeight(tensor({ extra: packed(4, 430, 0) }))],
    ['two weights of one name', model(join([graphOf(base), field(5, tensor({ raw }))]))],
  ];
}

function brokenMessages(): [string, Uint8Array][] {
  const graph = graphOf(base);
  const attribute = (type: number, extra: Uint8Array | readonly number[] = []): Uint8Array =>
    field(
      1,
      join([
        field(1, Uint8Array.from(utf8('c'))),
        field(2, Uint8Array.from(utf8('z'))),
        field(4, Uint8Array.from(utf8('If'))),
        field(5, join([field(1, Uint8Array.from(utf8('then_branch'))), [0xa0, 1, type], extra])),
      ]),
    );
  const domain = field(
    1,
    join([
      field(1, Uint8Array.from(utf8('c'))),
      field(2, Uint8Array.from(utf8('z'))),
      field(4, Uint8Array.from(utf8('Run'))),
      field(7, Uint8Array.from(utf8('com.example.native'))),
    ]),
  );
  return [
    ['a web page', Uint8Array.from(utf8('<!doctype html><title>404</title>'))],
    ['a Git LFS pointer', Uint8Array.from(utf8('version https://git-lfs.github.com/spec/v1\n'))],
    ['nothing', new Uint8Array(0)],
    ['no graph', join([version, opset])],
    ['no operator set', join([version, field(7, graph)])],
    ['operator set 0', join([version, field(8, Uint8Array.from([16, 0])), field(7, graph)])],
    ['two graphs', join([version, opset, field(7, graph), field(7, graph)])],
    ['a graph that is empty', model(new Uint8Array(0))],
    ['a graph longer than the file', join([version, opset, [0x3a, 0xff, 0xff, 0xff, 0x7f]])],
    ['a length of 2^70', join([version, opset, [0x3a, ...Array<number>(10).fill(0xff), 1]])],
    ['a number that never ends', new Uint8Array(100_000).fill(0xff)],
    ['groups nested a million deep', new Uint8Array(1_000_000).fill(0x0b)],
    ['groups nested in the graph', model(join([graph, new Uint8Array(100_000).fill(0x0b)]))],
    ['field number 0', join([version, [0, 0], opset, field(7, graph)])],
    ['wire type 7', join([version, [0x3f], opset, field(7, graph)])],
    [
      'a name that is no UTF-8',
      model(join([graph, field(11, field(1, Uint8Array.from([0xff, 0xfe, 0x80])))])),
    ],
    [
      'an input that is a sequence',
      model(
        join([
          graph,
          field(11, join([field(1, Uint8Array.from(utf8('s'))), field(2, field(4, new Uint8Array(0)))])),
        ]),
      ),
    ],
    ['a graph inside a node', model(join([graph, attribute(5, field(6, graph))]))],
    ['graphs inside a node', model(join([graph, attribute(10)]))],
    ['texts as an attribute', model(join([graph, attribute(8)]))],
    ['a sparse tensor as an attribute', model(join([graph, attribute(11)]))],
    ['an attribute of no type', model(join([graph, attribute(0)]))],
    ['a tensor attribute without a tensor', model(join([graph, attribute(4)]))],
    [
      'an attribute of ten million numbers',
      model(join([graph, attribute(7, field(8, new Uint8Array(10_000_000).fill(1)))])),
    ],
    ['an operator of another domain', model(join([graph, domain]))],
    ['a million empty nodes', model(join([graph, repeat(1_000_000, [0x0a, 0])]))],
    ['a million empty weights', model(join([graph, repeat(1_000_000, [0x2a, 0])]))],
    ['a million empty inputs', model(join([graph, repeat(1_000_000, [0x5a, 0])]))],
  ];
}

export function hostileOnnx(): HostileFile[] {
  const whole = join([version, opset, field(7, graphOf(base))]);
  return [
    ...impossibleGraphs().map(([name, graph]) => file('ONNX: graphs', name, writeOnnx(graph))),
    ...impossibleOperators().map(([name, graph]) => file('ONNX: operators', name, writeOnnx(graph))),
    ...lyingTensors().map(([name, bytes]) => file('ONNX: tensors', name, bytes)),
    ...brokenMessages().map(([name, bytes]) => file('ONNX: messages', name, bytes)),
    ...cuts(whole.length, 40).map((at) =>
      file('cut: ONNX', `${at} of ${whole.length} bytes`, whole.subarray(0, at)),
    ),
  ];
}
