/** Operators that are not one ONNX node, or are easy to get wrong, against plain arithmetic through onnxruntime. */
import { describe, expect, test, vi } from 'vitest';
import type { TensorView } from '#core/io-spec.ts';
import { GraphBuilder, type Tensor } from '#export/graph-builder.ts';
import { clip, hardSigmoid, hardSwish, prelu, silu } from '#export/ops/activation.ts';
import { adaptiveAveragePool } from '#export/ops/adaptive-pool.ts';
import { cast, greater, max, min, where } from '#export/ops/elementwise.ts';
import { ints } from '#export/graph.ts';
import { linear } from '#export/ops/linear.ts';
import { instanceNorm } from '#export/ops/normalisation.ts';
import { averagePool, globalAveragePool } from '#export/ops/pool.ts';
import { argMax, reduceMax, reduceSum } from '#export/ops/reduce.ts';
import { resizeBilinear, resizeNearest, type Positions } from '#export/ops/resize.ts';
import { depthToSpace, gather, slice } from '#export/ops/shape.ts';
import { float32, int64, sizeOf } from '#export/tensor-data.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';

// Starting onnxruntime takes seconds where many tests run at once.
vi.setConfig({ testTimeout: 60_000 });

const filled = (shape: readonly number[]): TensorView => ({
  shape,
  data: Float32Array.from({ length: sizeOf(shape) }, (_, i) => 3 * Math.sin(1.7 * i + 0.3)),
});

async function run(input: TensorView, build: (x: Tensor) => Tensor): Promise<TensorView> {
  const graph = new GraphBuilder();
  const y = build(graph.input('x', input.shape));
  graph.output('y', cast(y, 'float32'));
  const { y: result } = await runOnnx(writeOnnx(graph.finish()), { x: input });
  expect(result!.shape).toEqual(y.shape);
  return result!;
}

function expectClose(found: ArrayLike<number>, expected: readonly number[], tolerance = 1e-5): void {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, i) => expect(Math.abs(found[i]! - value), `element ${i}`).toBeLessThan(tolerance));
}

describe('element by element', () => {
  const input = filled([1, 3, 2, 4]);
  const slopes = [0.25, -0.5, 1.5];
  const each = (f: (value: number, channel: number) => number) =>
    [...input.data].map((value, i) => f(value, Math.floor(i / 8)));
  test.each<[string, (x: Tensor) => Tensor, number[]]>([
    [
      'prelu, a slope each',
      (x) => prelu(x, x.graph.constant(float32([3], slopes))),
      each((v, c) => (v > 0 ? v : slopes[c]! * v)),
    ],
    [
      'prelu, one slope',
      (x) => prelu(x, x.graph.constant(float32([1], [0.1]))),
      each((v) => (v > 0 ? v : 0.1 * v)),
    ],
    ['clip below only', (x) => clip(x, -1, undefined), each((v) => Math.max(v, -1))],
    ['clip above only', (x) => clip(x, undefined, 1), each((v) => Math.min(v, 1))],
    ['max and min', (x) => min(max(x, -2), 0.5), each((v) => Math.min(Math.max(v, -2), 0.5))],
    ['where', (x) => where(greater(x, 1), x, 0), each((v) => (v > 1 ? v : 0))],
    ['silu', silu, each((v) => v / (1 + Math.exp(-v)))],
    ['hard sigmoid', (x) => hardSigmoid(x), each((v) => Math.min(1, Math.max(0, v / 6 + 0.5)))],
    ['hard swish', hardSwish, each((v) => v * Math.min(1, Math.max(0, v / 6 + 0.5)))],
  ])('%s', async (_, build, expected) => {
    expectClose((await run(input, build)).data, expected);
  });
});

describe('adaptive average pooling', () => {
  /** By the definition: cell i of n covers ⌊i·side/n⌋ up to ⌈(i+1)·side/n⌉. */
  function reference({ shape, data }: TensorView, height: number, width: number): number[] {
    const [, channels, rows, columns] = shape as [number, number, number, number];
    const range = (i: number, n: number, side: number) =>
      [Math.floor((i * side) / n), Math.ceil(((i + 1) * side) / n)] as const;
    const out: number[] = [];
    for (let c = 0; c < channels; c++)
      for (let i = 0; i < height; i++)
        for (let j = 0; j < width; j++) {
          const [[top, bottom], [left, right]] = [range(i, height, rows), range(j, width, columns)];
          let sum = 0;
          for (let y = top; y < bottom; y++)
            for (let x = left; x < right; x++) sum += data[(c * rows + y) * columns + x]!;
          out.push(sum / ((bottom - top) * (right - left)));
        }
    return out;
  }

  test.each([
    [12, 9, 4, 3],
    [12, 18, 8, 12],
    [7, 5, 3, 4],
    [11, 13, 5, 13],
    [10, 10, 1, 1],
    [9, 6, 1, 5],
    [68, 45, 45, 30],
    [3, 3, 5, 5],
    [1, 2, 5, 5],
  ])('of %i×%i into %i×%i', async (rows, columns, height, width) => {
    const input = filled([1, 2, rows, columns]);
    const found = await run(input, (x) => adaptiveAveragePool(x, { height, width }));
    expectClose(found.data, reference(input, height, width));
  });
});

describe('resizing', () => {
  const at = (i: number, from: number, to: number, positions: Positions): number => {
    if (positions === 'align-corners') return to === 1 ? 0 : (i * (from - 1)) / (to - 1);
    return positions === 'asymmetric' ? (i * from) / to : ((i + 0.5) * from) / to - 0.5;
  };
  test.each<[Positions, number, number]>([
    ['half-pixel', 5, 11],
    ['half-pixel', 9, 4],
    ['align-corners', 5, 11],
    ['asymmetric', 5, 10],
  ])('bilinear, %s, a row of %i to %i', async (positions, from, to) => {
    const input = filled([1, 1, 1, from]);
    const clamp = (i: number) => Math.min(Math.max(i, 0), from - 1);
    const expected = Array.from({ length: to }, (_, i) => {
      const x = clamp(at(i, from, to, positions));
      const left = Math.floor(x);
      const [a, b] = [input.data[left]!, input.data[clamp(left + 1)]!];
      return a + (b - a) * (x - left);
    });
    const found = await run(input, (x) => resizeBilinear(x, { height: 1, width: to }, positions));
    expectClose(found.data, expected, 1e-4);
  });

  test('nearest takes the pixel below', async () => {
    const input = filled([1, 1, 1, 3]);
    const found = await run(input, (x) => resizeNearest(x, { height: 1, width: 7 }));
    expectClose(
      found.data,
      [0, 0, 0, 1, 1, 2, 2].map((i) => input.data[i]!),
    );
  });
});

test.each([true, false])(
  'means over many values are those of plain arithmetic (padding counts: %s)',
  async (counted) => {
    const [height, width, kernel, stride, pad] = [41, 38, 35, [4, 3], [2, 1, 3, 4]] as const;
    const input = filled([1, 2, height, width]);
    const found = await run(input, (x) => averagePool(x, kernel, { stride, pad, countIncludePad: counted }));
    const [top, left] = pad;
    const expected = [0, 1].flatMap((channel) =>
      [0, 1, 2].flatMap((row) =>
        [0, 1, 2].map((column) => {
          let [sum, count] = [0, 0];
          for (let y = row * 4 - top; y < row * 4 - top + kernel; y++) {
            for (let x = column * 3 - left; x < column * 3 - left + kernel; x++) {
              const inside = y >= 0 && x >= 0 && y < height && x < width;
              if (inside) sum += input.data[(channel * height + y) * width + x]!;
              if (inside || counted) count++;
            }
          }
          return sum / count;
        }),
      ),
    );
    expectClose(found.data, expected);
    const whole = await run(input, globalAveragePool);
    const mean = (of: Float32Array) => of.reduce((sum, value) => sum + value, 0) / of.length;
    const half = input.data.length / 2;
    expectClose(whole.data, [mean(input.data.slice(0, half)), mean(input.data.slice(half))]);
  },
);

test('means over many values are taken in two steps, that float16 on WebGPU does not overflow', () => {
  const graph = new GraphBuilder();
  graph.output('windows', averagePool(graph.input('x', [1, 1, 64, 64]), 49, { stride: [16, 20] }));
  graph.output('whole', globalAveragePool(graph.input('map', [1, 8, 256, 256])));
  const windows = graph.finish().nodes.map(({ op, attributes }) => [op, attributes['kernel_shape']]);
  expect(windows).toEqual([
    ['AveragePool', ints([1, 49])],
    ['AveragePool', ints([49, 1])],
    ['ReduceMean', undefined],
    ['ReduceMean', undefined],
  ]);
});

test('average pooling counts padding only when told to', async () => {
  const input: TensorView = { shape: [1, 1, 1, 2], data: Float32Array.of(3, 6) };
  const options = { stride: 1, pad: [0, 1] as const };
  expectClose((await run(input, (x) => averagePool(x, [1, 3], options))).data, [3, 3]);
  expectClose(
    (await run(input, (x) => averagePool(x, [1, 3], { ...options, countIncludePad: false }))).data,
    [4.5, 4.5],
  );
});

test('reductions, argmax, gather, slices with a step, pixel shuffle', async () => {
  const input: TensorView = { shape: [1, 4, 1, 2], data: Float32Array.of(1, 8, 5, 2, 9, 3, 4, 7) };
  expectClose((await run(input, (x) => reduceSum(x, [1]))).data, [19, 20]);
  expectClose((await run(input, (x) => reduceMax(x, [1, 3], { keepDims: false }))).data, [9]);
  expectClose((await run(input, (x) => argMax(x, 1))).data, [2, 0]);
  expectClose(
    (await run(input, (x) => gather(x, x.graph.constant(int64([2], [3, 0])), 1))).data,
    [4, 7, 1, 8],
  );
  expectClose((await run(input, (x) => slice(x, { axis: 1, start: 1, step: 2 }))).data, [5, 2, 4, 7]);
  expectClose((await run(input, (x) => depthToSpace(x, 2, 'CRD'))).data, [1, 5, 8, 2, 9, 4, 3, 7]);
});

test('a linear layer and instance normalisation', async () => {
  const row: TensorView = { shape: [1, 2], data: Float32Array.of(2, -1) };
  const constant = (x: Tensor, shape: number[], values: number[]) => x.graph.constant(float32(shape, values));
  const dense = (x: Tensor) =>
    linear(x, constant(x, [3, 2], [1, 0, 0, 1, 2, 2]), constant(x, [3], [10, 20, 30]));
  expectClose((await run(row, dense)).data, [12, 19, 32]);

  const image: TensorView = { shape: [1, 1, 1, 2], data: Float32Array.of(1, 3) };
  const normalised = (x: Tensor) => instanceNorm(x, constant(x, [1], [2]), constant(x, [1], [5]), 0);
  expectClose((await run(image, normalised)).data, [3, 7]);
});
