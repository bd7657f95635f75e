import { describe, expect, test, vi } from 'vitest';
import { float, int, ints, string, type Attribute, type Attributes, type Node } from '#export/graph.ts';
import { GraphBuilder } from '#export/graph-builder.ts';
import { replayOnnx } from '#export/onnx-import/replay.ts';
import type { OnnxModel } from '#export/onnx-reader.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { float32, int64, type TensorData } from '#export/tensor-data.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';
import { thrown } from '#tests/helpers/thrown.ts';

// Starting onnxruntime takes seconds where many tests run at once.
vi.setConfig({ testTimeout: 60_000 });

const node = (op: string, inputs: string[], outputs: string[], attributes: Attributes = {}): Node => ({
  op,
  inputs,
  outputs,
  attributes,
});

const floats = (value: readonly number[]): Attribute => ({ kind: 'floats', value });

function model(opset: number, nodes: Node[], constants: Record<string, TensorData> = {}): OnnxModel {
  return {
    opset,
    inputs: [{ name: 'x', type: 'float32', shape: ['batch', 2, 'height', 'width'] }],
    outputs: [{ name: 'y', type: 'float32', shape: [] }],
    nodes,
    constants: new Map(Object.entries(constants)),
  };
}

const shape = [1, 2, 4, 6];
const data = Float32Array.from({ length: 48 }, (_, i) => Math.sin(i * 1.3) * 2);

/** The replayed graph's output for `data`. */
async function replay(source: OnnxModel): Promise<{ shape: readonly number[]; data: number[] }> {
  const graph = new GraphBuilder();
  const { y } = replayOnnx(graph, source, { x: graph.input('image', shape) });
  graph.output('y', y!);
  const results = await runOnnx(writeOnnx(graph.finish()), { image: { shape, data } });
  return { shape: results['y']!.shape, data: [...results['y']!.data] };
}

describe('forms of older operator sets', () => {
  test('Upsample with scales, Clip with attributes, Pad with attributes', async () => {
    const { shape: found, data: values } = await replay(
      model(7, [
        node('Upsample', ['x'], ['up'], { mode: string('nearest'), scales: floats([1, 1, 2, 1.5]) }),
        node('Clip', ['up'], ['clipped'], { min: float(0), max: float(1) }),
        node('Pad', ['clipped'], ['y'], {
          mode: string('constant'),
          pads: ints([0, 0, 0, 1, 0, 0, 0, 0]),
          value: float(7),
        }),
      ]),
    );
    expect(found).toEqual([1, 2, 8, 10]);
    expect(values[0]).toBe(7);
    expect(values[1]).toBeCloseTo(Math.min(1, Math.max(0, data[0]!)), 6);
  });

  test('Softmax before opset 13 runs over all axes from its own on', async () => {
    const { data: values } = await replay(model(12, [node('Softmax', ['x'], ['y'], { axis: int(1) })]));
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
  });

  test('constants as tensors, scalars and lists', async () => {
    const tensor: Attribute = { kind: 'tensor', value: float32([1], [2]) };
    const { data: values } = await replay(
      model(13, [
        node('Constant', [], ['two'], { value: tensor }),
        node('Constant', [], ['half'], { value_float: float(0.5) }),
        node('Constant', [], ['target'], { value_ints: ints([48]) }),
        node('Mul', ['x', 'two'], ['double']),
        node('Add', ['double', 'half'], ['more']),
        node('Reshape', ['more', 'target'], ['y']),
      ]),
    );
    values.forEach((value, i) => expect(value).toBeCloseTo(data[i]! * 2 + 0.5, 5));
  });

  test('Slice, Squeeze and Unsqueeze with attributes', async () => {
    const { shape: found, data: values } = await replay(
      model(9, [
        node('Slice', ['x'], ['row'], {
          axes: ints([1, 2]),
          starts: ints([1, -1]),
          ends: ints([2, 2 ** 40]),
        }),
        node('Squeeze', ['row'], ['flat'], { axes: ints([1, 2]) }),
        node('Unsqueeze', ['flat'], ['y'], { axes: ints([0, 2]) }),
      ]),
    );
    expect(found).toEqual([1, 1, 1, 6]);
    expect(values).toEqual([...data.slice(42, 48)]);
  });

  test('SAME padding by auto_pad, for convolution and its transpose', async () => {
    const kernel = float32(
      [1, 2, 3, 3],
      Array.from({ length: 18 }, () => 1),
    );
    const back = float32(
      [1, 1, 3, 3],
      Array.from({ length: 9 }, () => 1),
    );
    const same = { auto_pad: string('SAME_UPPER'), strides: ints([2, 2]) };
    const { shape: found } = await replay(
      model(
        9,
        [node('Conv', ['x', 'k'], ['half'], same), node('ConvTranspose', ['half', 'b'], ['y'], same)],
        {
          k: kernel,
          b: back,
        },
      ),
    );
    expect(found).toEqual([1, 1, 4, 6]);
  });
});

test('sizes that a file computes from shapes are worked out while building', async () => {
  const { shape: found, data: values } = await replay(
    model(
      13,
      [
        node('Shape', ['x'], ['shape']),
        node('Gather', ['shape', 'two'], ['height'], { axis: int(0) }),
        node('Mul', ['height', 'two'], ['double']),
        node('Unsqueeze', ['double', 'zero'], ['list']),
        node('Concat', ['ones', 'list', 'rest'], ['target'], { axis: int(0) }),
        node('Reshape', ['x', 'target'], ['y']),
      ],
      { two: int64([], [2]), zero: int64([1], [0]), ones: int64([1], [1]), rest: int64([1], [-1]) },
    ),
  );
  expect(found).toEqual([1, 8, 6]);
  expect(values).toEqual([...data]);
});

describe('what cannot be replayed is refused by name', () => {
  const replayed = (source: OnnxModel) => {
    const graph = new GraphBuilder();
    return thrown(() => replayOnnx(graph, source, { x: graph.input('x', shape) }));
  };

  test('an operator without a counterpart', () => {
    const { code, message } = replayed(model(17, [node('DeformConv', ['x'], ['y'])]));
    expect(code).toBe('unsupported');
    expect(message).toContain('DeformConv');
  });

  test('a ceil_mode that would matter at this size', () => {
    const pool = { kernel_shape: ints([3, 3]), strides: ints([2, 2]), ceil_mode: int(1) };
    expect(replayed(model(17, [node('MaxPool', ['x'], ['y'], pool)])).message).toContain('ceil_mode');
  });

  test('a value that nothing makes, and a size that is not constant', () => {
    expect(replayed(model(17, [node('Relu', ['nowhere'], ['y'])])).code).toBe('bad-file');
    expect(replayed(model(17, [node('Reshape', ['x', 'x'], ['y'])])).message).toContain('must be a constant');
  });
});
