/** ONNX files whose graphs cannot be, whose tensors lie, or that lead to other files. */
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { Graph } from '#export/graph.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { cuts, join, repeat, utf8, type HostileFile } from './hostile-file.ts';
import { base, impossibleGraphs, impossibleOperators } from './onnx-graphs.ts';

const file = (kind: string, name: string, bytes: Uint8Array): HostileFile => ({
  kind,
  name,
  format: 'onnx',
  bytes,
});

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
