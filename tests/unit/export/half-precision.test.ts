import { describe, expect, test, vi } from 'vitest';
import { bfloat16ToFloat, floatToHalf, halfToFloat } from '#export/float16.ts';
import type { Graph } from '#export/graph.ts';
import { GraphBuilder } from '#export/graph-builder.ts';
import { relu, softmax } from '#export/ops/activation.ts';
import { conv } from '#export/ops/convolution.ts';
import { add, cast, equal, where } from '#export/ops/elementwise.ts';
import { maxPool } from '#export/ops/pool.ts';
import { argMax } from '#export/ops/reduce.ts';
import { resizeBilinear } from '#export/ops/resize.ts';
import { batchNorm } from '#export/ops/normalisation.ts';
import { reshape } from '#export/ops/shape.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { toHalfPrecision } from '#export/passes/half-precision.ts';
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
