import { describe, expect, test, vi } from 'vitest';
import type { Checkpoint } from '#export/checkpoints/stored-tensor.ts';
import { exportModel } from '#export/export-model.ts';
import { batchNormLayer, convLayer } from '#export/layers.ts';
import type { NetworkProgram } from '#export/network-program.ts';
import { readOnnx } from '#export/onnx-reader.ts';
import { StrictParameters } from '#export/strict-parameters.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';
import {
  floatBytes,
  torchTensor,
  torchZip,
  type Picklable,
  type TestStorage,
} from '#tests/helpers/pickle-writer.ts';
import { thrown } from '#tests/helpers/thrown.ts';

// Starting onnxruntime takes seconds where many tests run at once.
vi.setConfig({ testTimeout: 60_000 });

const stored = (entries: Record<string, { shape: number[]; values: number[] }>): Checkpoint =>
  new Map(
    Object.entries(entries).map(([key, { shape, values }]) => [
      key,
      { shape, read: () => Float32Array.from(values) },
    ]),
  );

describe('parameters are taken strictly', () => {
  test('all that is missing, misshapen or left over is listed in one error', () => {
    const parameters = new StrictParameters(
      stored({
        'conv.weight': { shape: [2, 1, 1, 1], values: [1, 2] },
        'head.weight': { shape: [3], values: [1, 2, 3] },
        'aux.weight': { shape: [1], values: [1] },
        'bn.num_batches_tracked': { shape: [], values: [9] },
      }),
    );
    parameters.take('conv.weight', [2, 1, 1, 1]);
    parameters.take('conv.bias', [2]);
    parameters.take('head.weight', [4]);
    const { code, message } = thrown(() => parameters.check(() => false));
    expect(code).toBe('bad-file');
    expect(message).toContain('1 missing (conv.bias [2])');
    expect(message).toContain('1 of another shape (head.weight must be [4], found [3])');
    expect(message).toContain('1 unexpected (aux.weight)');
    expect(message).not.toContain('num_batches_tracked');
  });

  test('keys that the network knows and does not use are no error', () => {
    const parameters = new StrictParameters(stored({ 'aux.weight': { shape: [1], values: [1] } }));
    expect(() => parameters.check((key) => key.startsWith('aux.'))).not.toThrow();
  });

  test('prefixes of training wrappers are found and told', () => {
    const parameters = new StrictParameters(
      stored({
        'module.conv.weight': { shape: [1], values: [5] },
        'module.aux.weight': { shape: [1], values: [1] },
      }),
    );
    expect([...parameters.take('conv.weight', [1]).data]).toEqual([5]);
    expect(() => parameters.check((key) => key === 'aux.weight')).not.toThrow();
    expect(parameters.notes).toEqual([`the checkpoint's keys start with "module."`]);
  });

  test('denormal weights become zero and are counted', () => {
    const parameters = new StrictParameters(
      stored({ w: { shape: [4], values: [1e-39, -1e-45, 2 ** -126, 0] } }),
    );
    expect([...parameters.take('w', [4]).data]).toEqual([0, 0, 2 ** -126, 0]);
    expect(parameters.notes).toEqual(['2 denormal weights were set to zero']);
  });
});

describe('a model is exported', () => {
  const program: NetworkProgram = {
    from: 'parameters',
    build(graph, { size, config }) {
      const image = graph.input('image', [1, 1, size.height, size.width]);
      const features = convLayer(image, 'conv', { out: Number(config['width']), kernel: 1, bias: true });
      graph.output('y', batchNormLayer(features, 'bn'));
    },
    isUnused: (key) => key === 'old.weight',
  };
  const storage: TestStorage = { key: '0', type: 'float32', bytes: floatBytes([2, 3, 1, -1, 4, 1e6]) };
  const vector = (offset: number, length = 2) => torchTensor(storage, [length], [1], offset);
  const entries: [string, Picklable][] = [
    ['conv.weight', torchTensor(storage, [2, 1, 1, 1], [1, 1, 1, 1])],
    ['conv.bias', vector(2)],
    ['bn.weight', vector(0)],
    ['bn.bias', vector(3)],
    ['bn.running_mean', vector(2)],
    ['bn.running_var', torchTensor(storage, [2], [0], 2)],
    ['old.weight', vector(0)],
  ];
  const request = {
    program,
    format: 'pytorch' as const,
    size: { width: 3, height: 2 },
    precision: 'fp32' as const,
    config: { width: 2 },
  };
  const file = (list = entries) => new Map([['weights.pth', torchZip(new Map(list), [storage])]]);

  test('from a checkpoint to what onnxruntime computes', async () => {
    const model = await exportModel({ ...request, files: file() });
    expect(model.input).toEqual({ name: 'image', shape: [1, 1, 2, 3] });
    expect(model.outputs).toEqual([{ name: 'y', shape: [1, 2, 2, 3] }]);
    expect(readOnnx(model.bytes).nodes.map(({ op }) => op)).toEqual(['Conv']);
    const data = Float32Array.of(0, 1, 2, 3, 4, 5);
    const { y } = await runOnnx(model.bytes, { image: { shape: [1, 1, 2, 3], data } });
    // Weights 2 and 3, biases 1 and -1, means the same, variance 1, scales 2 and 3, shifts -1 and 4.
    const expected = [...data].map((v) => 2 * 2 * v - 1).concat([...data].map((v) => 3 * 3 * v + 4));
    expected.forEach((value, i) => expect(y!.data[i]).toBeCloseTo(value, 3));
  });

  test('in half precision with float32 edges', async () => {
    const model = await exportModel({ ...request, precision: 'fp16', files: file() });
    const { inputs, outputs, nodes } = readOnnx(model.bytes);
    expect([...inputs, ...outputs].map(({ type }) => type)).toEqual(['float32', 'float32']);
    expect(nodes.map(({ op }) => op)).toEqual(['Cast', 'Conv', 'Cast']);
  });

  test('of any size, and not with a checkpoint of another network', async () => {
    const model = await exportModel({ ...request, files: file(), size: { width: 17, height: 5 } });
    expect(model.outputs[0]!.shape).toEqual([1, 2, 5, 17]);
    const others = exportModel({ ...request, files: file(entries.slice(1)), config: { width: 3 } });
    await expect(others).rejects.toThrow(
      /missing \(conv\.weight \[3,1,1,1\]\).*conv\.bias must be \[3\], found \[2\]/,
    );
  });

  test('never from several files when it wants one', async () => {
    const files = new Map([...file(), ['more.pth', new Uint8Array(4)]]);
    await expect(exportModel({ ...request, files })).rejects.toThrow(/one checkpoint file/);
  });
});
