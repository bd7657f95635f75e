/** TensorFlow.js and TFLite models that are cut, run in circles or lie about sizes. */
import { Builder } from 'flatbuffers';
import { packageFile } from '#tests/helpers/package-file.ts';
import { cuts, patched, uint32, utf8, type HostileFile } from './hostile-file.ts';

interface Node {
  name: string;
  op: string;
  input?: unknown;
  attr?: unknown;
}

const [HEIGHT, WIDTH, CHANNELS] = [4, 4, 3];
const dims = (...sizes: unknown[]) => ({ shape: { shape: { dim: sizes.map((size) => ({ size })) } } });
const list = (...i: number[]) => ({ list: { i: i.map(String) } });
const picture: Node = {
  name: 'x',
  op: 'Placeholder',
  attr: dims('1', String(HEIGHT), String(WIDTH), String(CHANNELS)),
};
const conv: Node = {
  name: 'c',
  op: 'Conv2D',
  input: ['x', 'w'],
  attr: { strides: list(1, 1, 1, 1), padding: { s: btoa('SAME') } },
};
const weight = { name: 'w', shape: [1, 1, CHANNELS, 2], dtype: 'float32' };
const values = new Uint8Array(new Float32Array(6).fill(0.5).buffer);
const base = [picture, { name: 'w', op: 'Const' }, conv, { name: 'y', op: 'Relu', input: ['c'] }];

const json = (node: unknown, weights: unknown = [weight], top: Record<string, unknown> = {}): string =>
  JSON.stringify({
    format: 'graph-model',
    modelTopology: { node },
    weightsManifest: [{ paths: ['w.bin'], weights }],
    ...top,
  });

const file = (
  kind: string,
  name: string,
  text: string | Uint8Array,
  shards: readonly Uint8Array[] = [values],
): HostileFile => ({
  ...{ kind, name, format: 'tfjs', shards },
  bytes: typeof text === 'string' ? Uint8Array.from(utf8(text)) : text,
});

export function hostileTfjs(): HostileFile[] {
  const withNodes = (...nodes: Node[]): string => json([...base.slice(0, 3), ...nodes]);
  const convWith = (attr: unknown): string => json([picture, base[1], { ...conv, attr }, base[3]]);
  const relu = (name: string, input: unknown): Node => ({ name, op: 'Relu', input });
  const weightOf = (change: Record<string, unknown>): string => json(base, [{ ...weight, ...change }]);
  const texts: [string, string][] = [
    ['no JSON', '{"format":'],
    ['a list', '[]'],
    ['a layers model', json(base, [weight], { format: 'layers-model' })],
    ['a million brackets', '['.repeat(1_000_000)],
    ['9 MB of spaces', `{${' '.repeat(9_000_000)}}`],
    ['no nodes', json([])],
    ['nodes that are a number', json(7)],
    ['a node without a name', json([{ op: 'Relu' }])],
    ['a node that reads itself', withNodes(relu('y', ['y']))],
    ['nodes in a circle', withNodes(relu('a', ['b']), relu('b', ['a']), relu('y', ['a']))],
    ['two nodes of one name', withNodes(relu('y', ['c']), relu('y', ['c']))],
    ['a node that reads nothing', withNodes(relu('y', []))],
    ['a node that reads what is missing', withNodes(relu('y', ['nowhere']))],
    ['inputs that are a text', withNodes(relu('y', 'c'))],
    ['200,000 inputs', withNodes(relu('y', Array<string>(200_000).fill('c')))],
    [
      '60,000 nodes',
      withNodes(...Array.from({ length: 60_000 }, (_, i) => relu(`n${i}`, ['c'])), relu('y', ['c'])),
    ],
    ['no output y', json(base.slice(0, 3))],
    ['two pictures', withNodes({ ...picture, name: 'x2' }, { name: 'y', op: 'AddV2', input: ['c', 'x2'] })],
    ['an operator that is none', withNodes({ name: 'y', op: 'PyFunc', input: ['c'] })],
    ['an operator by the name of a method', withNodes({ name: 'y', op: 'constructor', input: ['c'] })],
    [
      'a picture of negative sides',
      json([{ ...picture, attr: dims('1', '-4', '4', '3') }, ...base.slice(1)]),
    ],
    [
      'a picture of 2^60 pixels',
      json([{ ...picture, attr: dims('1', String(2 ** 30), String(2 ** 30), '3') }, ...base.slice(1)]),
    ],
    ['a picture of no shape', json([{ name: 'x', op: 'Placeholder' }, ...base.slice(1)])],
    ['a padding that is no base64', convWith({ strides: list(1, 1, 1, 1), padding: { s: '%%%' } })],
    ['a stride of 0', convWith({ strides: list(1, 0, 0, 1), padding: { s: btoa('SAME') } })],
    [
      'a stride of half a pixel',
      convWith({ strides: { list: { i: ['1', '0.5', '0.5', '1'] } }, padding: { s: btoa('SAME') } }),
    ],
    [
      'a stride that is a text',
      convWith({ strides: { list: { i: ['a', 'b', 'c', 'd'] } }, padding: { s: btoa('SAME') } }),
    ],
    ['no padding', convWith({ strides: list(1, 1, 1, 1) })],
    ['a weight of 2^50', weightOf({ shape: [2 ** 25, 2 ** 25] })],
    ['a weight of a negative side', weightOf({ shape: [-1, -1, 3, 2] })],
    ['a weight of half a side', weightOf({ shape: [0.5, 2, 3, 2] })],
    ['a weight of a hundred axes', weightOf({ shape: Array<number>(100).fill(1) })],
    ['a weight of two axes', weightOf({ shape: [3, 2] })],
    ['a weight of another shape', weightOf({ shape: [1, 1, 2, 2] })],
    ['a weight of texts', weightOf({ dtype: 'string' })],
    ['a weight of complex numbers', weightOf({ dtype: 'complex64' })],
    ['a quantisation that is none', weightOf({ quantization: { dtype: 'int4' } })],
    [
      'a weight described twice',
      json(base, [
        { ...weight, shape: [1, 1, 3, 1] },
        { ...weight, shape: [1, 1, 3, 1] },
      ]),
    ],
    ['no weights', json(base, [])],
  ];
  const whole = json(base);
  return [
    ...texts.map(([name, text]) => file('TFJS: lies', name, text)),
    file('TFJS: lies', 'a shard too short', whole, [values.subarray(0, 20)]),
    file('TFJS: lies', 'a shard too long', whole, [values, values]),
    file('TFJS: lies', 'no shard', whole, []),
    ...cuts(whole.length, 20).map((at) =>
      file('cut: TFJS', `${at} of ${whole.length} letters`, whole.slice(0, at)),
    ),
  ];
}

export function hostileTflite(): HostileFile[] {
  const whole = packageFile('@mediapipe/selfie_segmentation/selfie_segmentation.tflite');
  const root = new DataView(whole.buffer, whole.byteOffset).getUint32(0, true);
  const patches: [string, Uint8Array][] = [
    ['another identifier', patched(whole, 4, utf8('TFL9'))],
    ['a root beyond the end', patched(whole, 0, uint32(0xfffffff0))],
    ['a root at the end', patched(whole, 0, uint32(whole.length - 1))],
    ['a root in its own header', patched(whole, 0, uint32(2))],
    ['a vtable before the file', patched(whole, root, uint32(0x7fffffff))],
    ['a vtable beyond the file', patched(whole, root, uint32(0x80000000))],
    ['every offset of the root beyond', patched(whole, root + 4, Array<number>(24).fill(0xff))],
    ['a file of the header alone', whole.subarray(0, 8)],
    ['nothing', new Uint8Array(0)],
    ['one vector read ten thousand times', repeated(10_000, 100_000)],
    ['one table named a million times', repeated(1_000_000, 4)],
  ];
  return [
    ...patches.map(([name, bytes]): HostileFile => ({ kind: 'TFLite: lies', name, format: 'tflite', bytes })),
    ...cuts(whole.length, 36).map((at): HostileFile => ({
      ...{ kind: 'cut: TFLite', name: `${at} of ${whole.length} bytes` },
      ...{ format: 'tflite', bytes: whole.subarray(0, at) },
    })),
  ];
}

/** A model whose one operator is named `count` times and has `inputs` inputs. Fields: tensorflow/lite/schema/schema.fbs. */
function repeated(count: number, inputs: number): Uint8Array {
  const builder = new Builder(1 << 20);
  const vector = (size: number, add: (i: number) => void): number => {
    builder.startVector(4, size, 4);
    for (let i = size - 1; i >= 0; i--) add(i);
    return builder.endVector();
  };
  const many = vector(inputs, () => builder.addInt32(0));
  builder.startObject(6);
  builder.addFieldOffset(1, many, 0);
  const operator = builder.endObject();
  const operators = vector(count, () => builder.addOffset(operator));
  builder.startObject(4);
  builder.addFieldOffset(3, operators, 0);
  const graph = builder.endObject();
  builder.startObject(4);
  const code = builder.endObject();
  const codes = vector(1, () => builder.addOffset(code));
  const graphs = vector(1, () => builder.addOffset(graph));
  builder.startObject(8);
  builder.addFieldOffset(1, codes, 0);
  builder.addFieldOffset(2, graphs, 0);
  builder.finish(builder.endObject(), 'TFL3');
  return builder.asUint8Array();
}
