import { describe, expect, test, vi } from 'vitest';
import type { Graph } from '#export/graph.ts';
import { GraphBuilder, type Tensor } from '#export/graph-builder.ts';
import { relu } from '#export/ops/activation.ts';
import { conv, convTranspose } from '#export/ops/convolution.ts';
import { add } from '#export/ops/elementwise.ts';
import { batchNorm } from '#export/ops/normalisation.ts';
import { averagePool } from '#export/ops/pool.ts';
import { resizeBilinear } from '#export/ops/resize.ts';
import { concat, gather } from '#export/ops/shape.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { foldBatchNorms } from '#export/passes/fold-batch-norms.ts';
import { float32, int64, sizeOf } from '#export/tensor-data.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';

// Starting onnxruntime takes seconds where many tests run at once.
vi.setConfig({ testTimeout: 60_000 });

let seed = 0;
const random = () => Math.sin((seed += 12.9898)) * 1.3;

const weights = (x: Tensor, shape: readonly number[], of = random): Tensor =>
  x.graph.constant(float32(shape, Array.from({ length: sizeOf(shape) }, of)));

const norm = (x: Tensor): Tensor => {
  const channels = [x.shape[1]!];
  return batchNorm(x, {
    scale: weights(x, channels),
    bias: weights(x, channels),
    mean: weights(x, channels),
    variance: weights(x, channels, () => 0.1 + random() ** 2),
    epsilon: 1e-3,
  });
};

const countOf = (graph: Graph, op: string): number => graph.nodes.filter((node) => node.op === op).length;

/** Runs both graphs as written, without the runtime's own folding, and compares them. */
async function expectSame(build: (x: Tensor) => Tensor, left: number): Promise<void> {
  const builder = new GraphBuilder();
  const x = builder.input('x', [1, 4, 6, 7]);
  builder.output('y', build(x));
  const plain = builder.finish();
  const folded = foldBatchNorms(plain);
  expect(countOf(plain, 'BatchNormalization')).toBeGreaterThan(0);
  expect(countOf(folded, 'BatchNormalization')).toBe(left);
  expect(countOf(folded, 'Conv')).toBe(countOf(plain, 'Conv'));
  const input = { x: { shape: x.shape, data: Float32Array.from({ length: 168 }, random) } };
  const [before, after] = [
    await runOnnx(writeOnnx(plain), input, { optimise: false }),
    await runOnnx(writeOnnx(folded), input, { optimise: false }),
  ];
  const scale = Math.max(...before['y']!.data.map(Math.abs));
  before['y']!.data.forEach((value, i) => {
    expect(Math.abs(after['y']!.data[i]! - value)).toBeLessThan(1e-5 * scale);
  });
}

describe('a batch norm goes into', () => {
  test('a convolution without bias', () => expectSame((x) => norm(conv(x, weights(x, [5, 4, 3, 3]))), 0));

  test('a grouped convolution with bias', () =>
    expectSame(
      (x) => norm(conv(x, weights(x, [8, 1, 3, 3]), { groups: 4, bias: weights(x, [8]), pad: 1 })),
      0,
    ));

  test('a transposed convolution', () =>
    expectSame((x) => norm(convTranspose(x, weights(x, [4, 3, 2, 2]), { stride: 2 })), 0));

  test('a grouped transposed convolution', () =>
    expectSame((x) => norm(convTranspose(x, weights(x, [4, 3, 3, 3]), { groups: 2, stride: 2 })), 0));

  test('the parts of a concatenation, through interpolation, averages and picked columns', () =>
    expectSame((x) => {
      const size = { height: 6, width: 7 };
      const plain = conv(x, weights(x, [2, 4, 1, 1]));
      const small = averagePool(conv(x, weights(x, [3, 4, 3, 3]), { pad: 1 }), 2);
      const swapped = gather(
        conv(x, weights(x, [2, 4, 1, 1])),
        x.graph.constant(int64([7], [6, 5, 4, 3, 2, 1, 0])),
        3,
      );
      return norm(concat([plain, resizeBilinear(small, size), swapped], 1));
    }, 0));

  test('two convolutions that share their weights, each its own way', () =>
    expectSame((x) => {
      const shared = weights(x, [4, 4, 1, 1]);
      return add(norm(conv(x, shared)), norm(conv(relu(x), shared)));
    }, 0));
});

describe('a batch norm stays', () => {
  test('after anything that is no convolution', () => expectSame((x) => norm(relu(x)), 1));

  test('when somebody else reads the convolution too', () =>
    expectSame((x) => {
      const features = conv(x, weights(x, [4, 4, 1, 1]));
      return add(norm(features), features);
    }, 1));

  test('when one part of a concatenation cannot take it', () =>
    expectSame((x) => norm(concat([conv(x, weights(x, [2, 4, 1, 1])), relu(x)], 1)), 1));

  test('after an average that counts padding', () =>
    expectSame((x) => norm(averagePool(conv(x, weights(x, [4, 4, 1, 1])), 3, { stride: 1, pad: 1 })), 1));
});
