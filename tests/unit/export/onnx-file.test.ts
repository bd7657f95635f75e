import { describe, expect, test } from 'vitest';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Attribute, Graph } from '#export/graph.ts';
import { readOnnx } from '#export/onnx-reader.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { float32, int64, type TensorData } from '#export/tensor-data.ts';
import { thrown } from '#tests/helpers/thrown.ts';

const constants = new Map<string, TensorData>([
  ['weights', float32([2, 3], [1, -2.5, 3, 0, 1e-30, 6])],
  ['scalar', float32([], [7])],
  ['indices', int64([3], [0, -1, 2 ** 40])],
  ['flags', { type: 'bool', shape: [2], data: Uint8Array.of(0, 1) }],
  ['halves', { type: 'float16', shape: [2], data: Uint16Array.of(0x3c00, 0xc000) }],
  ['bytes', { type: 'int8', shape: [2], data: Int8Array.of(-128, 127) }],
  ['doubles', { type: 'float64', shape: [1], data: Float64Array.of(Math.PI) }],
]);

const attributes: Record<string, Attribute> = {
  int: { kind: 'int', value: -3 },
  float: { kind: 'float', value: 0.25 },
  string: { kind: 'string', value: 'reflect' },
  ints: { kind: 'ints', value: [1, -1, 2 ** 33] },
  floats: { kind: 'floats', value: [0.5, -8] },
  tensor: { kind: 'tensor', value: float32([2], [1, 2]) },
};

const graph: Graph = {
  name: 'everything',
  inputs: [{ name: 'x', type: 'float32', shape: [1, 3, 4, 5] }],
  outputs: [{ name: 'y', type: 'int64', shape: [2] }],
  nodes: [{ op: 'Anything', inputs: ['x', '', 'weights'], outputs: ['y', 'z'], attributes }],
  constants,
};

test('what is written is read back the same', () => {
  const read = readOnnx(writeOnnx(graph));
  expect(read.opset).toBe(17);
  expect(read.inputs).toEqual(graph.inputs);
  expect(read.outputs).toEqual(graph.outputs);
  expect(read.nodes).toEqual(graph.nodes);
  expect(read.constants).toEqual(constants);
});

describe('a damaged or hostile file', () => {
  const bytes = writeOnnx(graph);

  test('cut anywhere is refused as a bad file, or is whole without its end', () => {
    for (let length = 0; length < bytes.length; length++) {
      try {
        readOnnx(bytes.subarray(0, length));
      } catch (error) {
        expect(error).toBeInstanceOf(VitrineError);
        expect((error as VitrineError).code).toBe('bad-file');
      }
    }
  });

  test('with any byte changed gives a VitrineError or is read, and never anything else', () => {
    for (let i = 0; i < bytes.length; i++) {
      for (const flip of [0x01, 0x80, 0xff]) {
        const changed = bytes.slice();
        changed[i]! ^= flip;
        try {
          readOnnx(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(VitrineError);
        }
      }
    }
  });

  test('that claims a huge tensor is refused before anything is allocated', () => {
    const huge: Graph = {
      ...graph,
      constants: new Map([
        ['big', { type: 'float32', shape: [2 ** 31, 2 ** 20], data: new Float32Array(1) }],
      ]),
    };
    const { code, message } = thrown(() => readOnnx(writeOnnx(huge)));
    expect(code).toBe('bad-file');
    expect(message).toContain('big');
    expect(message).toContain('holds 1');
  });

  test('that is something else entirely is said to be so', () => {
    expect(thrown(() => readOnnx(new TextEncoder().encode('<!doctype html>'))).code).toBe('bad-file');
    expect(thrown(() => readOnnx(new Uint8Array(0))).message).toContain('no graph');
  });
});

describe('a graph is refused before anybody works on it', () => {
  const relu = (from: string, to: string) => ({ op: 'Relu', inputs: [from], outputs: [to], attributes: {} });
  const sound: Graph = {
    name: 'sound',
    inputs: [{ name: 'x', type: 'float32', shape: [1, 3, 4, 4] }],
    outputs: [{ name: 'y', type: 'float32', shape: [1, 3, 4, 4] }],
    nodes: [relu('x', 'a'), relu('a', 'y')],
    constants: new Map(),
  };
  const problem = (change: Partial<Graph>): string =>
    thrown(() => readOnnx(writeOnnx({ ...sound, ...change }))).message;

  test('when it runs in a circle, reads what is missing or makes a value twice', () => {
    expect(readOnnx(writeOnnx(sound)).nodes).toHaveLength(2);
    expect(problem({ nodes: [relu('y', 'a'), relu('a', 'y')] })).toContain('reads y before it is made');
    expect(problem({ nodes: [relu('y', 'y')] })).toContain('which it makes itself');
    expect(problem({ nodes: [relu('b', 'y')] })).toContain('reads b, which nothing makes');
    expect(problem({ nodes: [relu('x', 'y'), relu('x', 'y')] })).toContain('y is made twice');
    expect(problem({ nodes: [relu('x', 'a')] })).toContain('nothing makes the output y');
    expect(problem({ outputs: [] })).toContain('no output');
  });

  test('when a shape cannot exist, while open sides may be written as 0 or -1', () => {
    const input = (...shape: number[]) => ({ inputs: [{ ...sound.inputs[0]!, shape }] });
    expect(problem(input(1, 3, -8, 4))).toContain('impossible shape');
    expect(problem(input(1, 3, 2 ** 20, 2 ** 20))).toContain('impossible shape');
    const [open] = readOnnx(writeOnnx({ ...sound, ...input(0, 3, -1, -1) })).inputs;
    expect(open?.shape).toEqual(['?', 3, '?', '?']);
  });
});
