import { describe, expect, test, vi } from 'vitest';
import { bfloat16ToFloat, floatToHalf, halfToFloat } from '#export/float16.ts';
import type { Graph } from '#export/graph.ts';
import { GraphBuilder } from '#export/graph-builder.ts';
import { clip, relu, softmax } from '#export/ops/activation.ts';
import { conv } from '#export/ops/convolution.ts';
import { add, cast, equal, mul, where } from '#export/ops/elementwise.ts';
import { maxPool } from '#export/ops/pool.ts';
import { argMax } from '#export/ops/reduce.ts';
import { resizeBilinear } from '#export/ops/resize.ts';
import { batchNorm } from '#export/ops/normalisation.ts';
import { clipAsMinMax } from '#export/passes/clip-as-min-max.ts';
import { foldBatchNorms } from '#export/passes/fold-batch-norms.ts';
import { reshape } from '#export/ops/shape.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { toHalfPrecision } from '#export/passes/half-precision.ts';
import { splitUnevenGroups } from '#export/passes/split-uneven-groups.ts';
import { float32 } from '#export/tensor-data.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';

// Starting onnxruntime takes seconds where many tests run at once.
vi.setConfig({ testTimeout: 60_000 });

describe('half-precision numbers', () => {
  // One expectation for all: 65,536 of them take seconds.
  test('every half survives the way to float32 and back', () => {
    const lost = Array.from({ length: 0x10000 }, (_, bits) => bits).filter((bits) => {
      const value = halfToFloat(bits);
      return Number.isNaN(value) ? (floatToHalf(value) & 0x7fff) <= 0x7c00 : floatToHalf(value) !== bits;
    });
    expect(lost).toEqual([]);
  });

  test('what lies between two halves goes to the nearer, ties to the even one', () => {
    const wrong = Array.from({ length: 0x7bff }, (_, bits) => bits).filter((bits) => {
      const [low, high] = [halfToFloat(bits), halfToFloat(bits + 1)];
      const middle = (low + high) / 2;
      const even = bits % 2 === 0 ? bits : bits + 1;
      const [below, above] = [low + (middle - low) * 0.99, middle + (high - middle) * 0.01];
      return floatToHalf(middle) !== even || floatToHalf(below) !== bits || floatToHalf(above) !== bits + 1;
    });
    expect(wrong).toEqual([]);
  });

  test.each([
    [65519, 0x7bff],
    [65520, 0x7c00],
    [-1e30, 0xfc00],
    [2 ** -25, 0],
    [-0, 0x8000],
  ])('%d', (value, bits) => expect(floatToHalf(value)).toBe(bits));

  test('bfloat16 is the upper half of a float32', () => {
    expect([0x3f80, 0xc020, 0x7f80].map(bfloat16ToFloat)).toEqual([1, -2.5, Infinity]);
  });
});

/** A little of everything whose types could go wrong. */
function network(scale = 1): Graph {
  const graph = new GraphBuilder();
  const x = graph.input('x', [1, 2, 6, 8]);
  const weights = float32(
    [3, 2, 3, 3],
    Array.from({ length: 54 }, (_, i) => Math.sin(i) * scale),
  );
  const channel = (value: number) => graph.constant(float32([3], [value, value + 1, value + 2]));
  const features = relu(conv(x, graph.constant(weights, 'weights'), { pad: 1 }));
  const parameters = { scale: channel(1), bias: channel(0.5), mean: channel(0), variance: channel(2) };
  const normalised = batchNorm(features, parameters);
  const peaks = where(equal(maxPool(normalised, 3, { stride: 1, pad: 1 }), normalised), normalised, 0);
  const large = resizeBilinear(add(peaks, normalised), { height: 12, width: 16 });
  graph.output('y', softmax(reshape(large, [1, 3, -1]), 1));
  graph.output('labels', cast(argMax(large, 1), 'float32'));
  return graph.finish();
}

const input = { x: { shape: [1, 2, 6, 8], data: Float32Array.from({ length: 96 }, (_, i) => Math.cos(i)) } };

test('a half-precision graph keeps float32 edges, halves its weights and computes nearly the same', async () => {
  const graph = network();
  const half = toHalfPrecision(graph);
  expect(half.clamped.size).toBe(0);
  expect(half.graph.inputs).toEqual(graph.inputs);
  expect(half.graph.outputs).toEqual(graph.outputs);
  expect(half.graph.constants.get('weights')?.type).toBe('float16');
  expect([...half.graph.constants.values()].some(({ type }) => type === 'float32')).toBe(false);
  const single = await runOnnx(writeOnnx(graph), input);
  const halved = await runOnnx(writeOnnx(half.graph), input);
  single['y']!.data.forEach((value, i) => expect(Math.abs(halved['y']!.data[i]! - value)).toBeLessThan(5e-3));
  const differing = single['labels']!.data.filter((label, i) => label !== halved['labels']!.data[i]).length;
  expect(differing).toBeLessThan(3);
});

test('values beyond the range of float16 are clamped and counted', () => {
  const { graph, clamped } = toHalfPrecision(network(1e5));
  const weights = graph.constants.get('weights')!;
  const outside = Array.from({ length: 54 }, (_, i) => Math.abs(Math.sin(i) * 1e5) > 65504).filter(
    Boolean,
  ).length;
  expect([...clamped]).toEqual([['weights', outside]]);
  expect(Math.max(...[...weights.data].map((bits) => Math.abs(halfToFloat(Number(bits)))))).toBe(65504);
});

describe('nodes that are kept in single precision', () => {
  const channels = (builder: GraphBuilder, name: string, value: number) =>
    builder.constant(float32([1, 2, 1, 1], [value, value + 1]), name);
  const castsOf = ({ nodes }: Graph) =>
    nodes
      .filter(({ op }) => op === 'Cast')
      .map(({ inputs, outputs, attributes }) => [inputs[0], outputs[0], attributes['to']?.value]);
  const [toFloat, toHalf] = [1, 10];
  const feeds = { x: { shape: [1, 2, 2, 2], data: Float32Array.from({ length: 8 }, (_, i) => i / 3 - 1) } };

  async function expectSame(graph: Graph, half: Graph, within: number): Promise<void> {
    const [single, mixed] = [await runOnnx(writeOnnx(graph), feeds), await runOnnx(writeOnnx(half), feeds)];
    for (const [name, { data }] of Object.entries(single)) {
      data.forEach((value, i) => expect(Math.abs(mixed[name]!.data[i]! - value)).toBeLessThan(within));
    }
  }

  test('a value read twice in the other precision is cast once, an input read only in single never', async () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', [1, 2, 2, 2]);
    const first = mul(x, channels(builder, 'fine', 1 / 3));
    builder.keepSingle();
    const [left, right] = [add(first, channels(builder, 'coarse', 1 / 7)), mul(first, first)];
    builder.output('y', add(left, right));
    const graph = builder.finish();
    const half = toHalfPrecision(graph).graph;
    expect(castsOf(half)).toEqual([
      [first.name, `${first.name}:half`, toHalf],
      ['y:half', 'y', toFloat],
    ]);
    expect([...half.constants].map(([name, { type }]) => [name, type])).toEqual([
      ['fine', 'float32'],
      ['coarse', 'float16'],
    ]);
    await expectSame(graph, half, 1e-2);
  });

  test('values cross both ways, truth values as they are', async () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', [1, 2, 2, 2]);
    const peaks = equal(maxPool(x, 2), x);
    builder.keepSingle();
    const rounded = add(where(peaks, x, 0), 0.125);
    builder.output('y', rounded);
    builder.output('z', mul(rounded, 2));
    const graph = builder.finish();
    // What reads a half in single precision is no prefix of any program; a pass may order nodes so.
    const last = graph.nodes.length - 1;
    const mixed = {
      ...graph,
      nodes: graph.nodes.map((node, i) => (i === last ? { ...node, single: true } : node)),
    };
    const half = toHalfPrecision(mixed).graph;
    // The output `y` is there in single precision already, and `z` is made so.
    expect(castsOf(half)).toEqual([
      ['x', 'x:half', toHalf],
      ['y:half', 'y', toFloat],
    ]);
    expect(half.nodes.at(-1)!.inputs[0]).toBe('y');
    await expectSame(graph, half, 1e-3);
  });

  test('what is made in half and read in single within the graph is cast once', async () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', [1, 2, 2, 2]);
    const inner = mul(x, 1 / 3);
    builder.output('y', relu(add(inner, inner)));
    const graph = builder.finish();
    const nodes = graph.nodes.map((node) => (node.op === 'Add' ? { ...node, single: true } : node));
    const half = toHalfPrecision({ ...graph, nodes }).graph;
    expect(castsOf(half)).toEqual([
      ['x', 'x:half', toHalf],
      [inner.name, `${inner.name}:single`, toFloat],
      [nodes[1]!.outputs[0], `${nodes[1]!.outputs[0]!}:half`, toHalf],
      ['y:half', 'y', toFloat],
    ]);
    await expectSame(graph, half, 1e-3);
  });

  test('a constant that both precisions read is stored in both, a scale of Resize too', async () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', [1, 2, 2, 2]);
    const fine = mul(x, channels(builder, 'shared', 1 / 3));
    builder.keepSingle();
    const scales = builder.constant(float32([4], [1, 1, 2, 2]), 'scales');
    const small = mul(fine, channels(builder, 'shared', 1 / 3));
    const shape = [1, 2, 4, 4];
    const large = builder.emit('Resize', [small, undefined, scales], {}, { type: 'float32', shape });
    builder.output('y', mul(large, scales));
    const graph = builder.finish();
    const { constants } = toHalfPrecision(graph).graph;
    const types = Object.fromEntries([...constants].map(([name, { type }]) => [name, type]));
    expect(types).toEqual({
      ...{ shared: 'float32', 'shared:half': 'float16' },
      ...{ scales: 'float32', 'scales:half': 'float16' },
    });
    await expectSame(graph, toHalfPrecision(graph).graph, 1e-2);
  });

  test('an output made in single precision has no Cast, and a cast to float32 in it stays one', async () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', [1, 2, 2, 2]);
    builder.output('y', cast(equal(x, x), 'float32'));
    builder.keepSingle();
    const graph = builder.finish();
    const half = toHalfPrecision(graph).graph;
    expect(half.nodes).toEqual(graph.nodes);
    await expectSame(graph, half, 1e-6);
  });

  test('they are so after every pass that rewrites nodes', () => {
    const builder = new GraphBuilder();
    const weights = (shape: number[], value: number) =>
      builder.constant(float32(shape, new Float32Array(shape.reduce((a, b) => a * b)).fill(value)));
    const x = builder.input('x', [1, 4, 2, 2]);
    const statistics = {
      scale: weights([12], 1),
      bias: weights([12], 2),
      mean: weights([12], 3),
      variance: weights([12], 4),
    };
    const normal = batchNorm(conv(x, weights([12, 2, 1, 1], 0.1), { groups: 2 }), statistics);
    const bounded = clip(add(normal, 0.5), 0, 6);
    builder.keepSingle();
    builder.output('y', relu(bounded));
    const rewritten = clipAsMinMax(splitUnevenGroups(foldBatchNorms(builder.finish())));
    const ops = rewritten.nodes.map(({ op, single }) => [op, single === true]);
    expect(ops.map(([op]) => op)).toEqual([
      ...['Slice', 'Conv', 'Slice', 'Conv', 'Concat', 'Add', 'Max', 'Min', 'Relu'],
    ]);
    expect(ops.filter(([, single]) => single !== true)).toEqual([['Relu', false]]);
  });
});
