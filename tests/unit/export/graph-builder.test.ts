import { describe, expect, test } from 'vitest';
import { GraphBuilder, type Tensor } from '#export/graph-builder.ts';
import { adaptiveAveragePool } from '#export/ops/adaptive-pool.ts';
import { softmax } from '#export/ops/activation.ts';
import { conv, convTranspose } from '#export/ops/convolution.ts';
import { add, equal } from '#export/ops/elementwise.ts';
import { linear, matMul } from '#export/ops/linear.ts';
import { averagePool, globalAveragePool, maxPool } from '#export/ops/pool.ts';
import { argMax, reduceMean, reduceSum } from '#export/ops/reduce.ts';
import { resizeBilinear } from '#export/ops/resize.ts';
import {
  concat,
  depthToSpace,
  expand,
  gather,
  pad,
  reshape,
  slice,
  split,
  transpose,
} from '#export/ops/shape.ts';
import { samePads } from '#export/ops/window.ts';
import { float32, int64, sizeOf } from '#export/tensor-data.ts';
import { thrown } from '#tests/helpers/thrown.ts';

const make = (shape: readonly number[], graph = new GraphBuilder()): Tensor => graph.input('x', shape);

/** A constant of that shape whose values are all different from other constants'. */
const weights = (x: Tensor, shape: readonly number[], seed = 1): Tensor =>
  x.graph.constant(
    float32(
      shape,
      Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin(seed + i)),
    ),
  );

describe('shapes are known when the graph is built', () => {
  const image = () => make([1, 8, 15, 22]);
  const cases: [what: string, build: () => Tensor, shape: number[]][] = [
    [
      'strided convolution',
      () => withWeights([1, 8, 15, 22], [4, 8, 3, 3], { stride: 2, pad: 1 }),
      [1, 4, 8, 11],
    ],
    [
      'dilated, asymmetric pads',
      () => withWeights([1, 8, 15, 22], [4, 8, 3, 3], { dilation: 2, pad: [0, 1, 2, 3] }),
      [1, 4, 13, 22],
    ],
    ['grouped', () => withWeights([1, 8, 15, 22], [8, 1, 5, 3], { groups: 8, pad: [2, 1] }), [1, 8, 15, 22]],
    ['max pool leaves an incomplete window out', () => maxPool(image(), 2), [1, 8, 7, 11]],
    ['average pool', () => averagePool(image(), 3, { stride: 2, pad: 1 }), [1, 8, 8, 11]],
    ['global mean', () => globalAveragePool(image()), [1, 8, 1, 1]],
    [
      'adaptive mean with uneven cells',
      () => adaptiveAveragePool(image(), { height: 6, width: 4 }),
      [1, 8, 6, 4],
    ],
    ['resize', () => resizeBilinear(image(), { height: 30, width: 7 }), [1, 8, 30, 7]],
    [
      'slice from the end',
      () => slice(image(), { axis: 3, start: -5, step: 2 }, { axis: 1, start: 2, end: 6 }),
      [1, 4, 15, 3],
    ],
    ['pad', () => pad(image(), [0, 0, 1, 2], [0, 0, 3, 4]), [1, 8, 19, 28]],
    ['transpose', () => transpose(image(), [0, 2, 3, 1]), [1, 15, 22, 8]],
    ['reshape with a free side', () => reshape(image(), [1, 4, -1]), [1, 4, 660]],
    ['pixel shuffle', () => depthToSpace(image(), 2, 'CRD'), [1, 2, 30, 44]],
    ['expand', () => expand(make([4, 1]), [2, 4, 3]), [2, 4, 3]],
    ['mean without kept sides', () => reduceMean(image(), [-1, 1], { keepDims: false }), [1, 15]],
    ['sum', () => reduceSum(image(), [2]), [1, 8, 1, 22]],
    ['argmax', () => argMax(image(), 1), [1, 1, 15, 22]],
    ['softmax', () => softmax(image(), 1), [1, 8, 15, 22]],
    ['broadcast', () => add(make([3, 1, 5]), 2), [3, 1, 5]],
  ];
  test.each(cases)('%s', (_, build, shape) => {
    expect(build().shape).toEqual(shape);
  });

  test('transposed convolution', () => {
    const x = image();
    const options = { stride: 2, pad: 1, outputPad: 1 };
    expect(convTranspose(x, weights(x, [8, 5, 3, 3]), options).shape).toEqual([1, 5, 30, 44]);
  });

  test('split, gather, matrix product and linear layer', () => {
    const x = make([2, 6, 4]);
    expect(split(x, [1, 5], 1).map((part) => part.shape)).toEqual([
      [2, 1, 4],
      [2, 5, 4],
    ]);
    expect(gather(x, x.graph.constant(int64([3], [0, 2, 2])), 1).shape).toEqual([2, 3, 4]);
    expect(matMul(x, weights(x, [4, 9])).shape).toEqual([2, 6, 9]);
    const rows = make([3, 4]);
    expect(linear(rows, weights(rows, [7, 4])).shape).toEqual([3, 7]);
  });

  test('TensorFlow "SAME" pads put the odd one at the end', () => {
    expect(samePads([1, 1, 15, 22], 3, 2)).toEqual([1, 0, 1, 1]);
    expect(samePads([1, 1, 16, 16], 1, 2)).toEqual([0, 0, 0, 0]);
  });

  function withWeights(shape: number[], kernel: number[], options: Parameters<typeof conv>[2]): Tensor {
    const x = make(shape);
    return conv(x, weights(x, kernel), options);
  }
});

describe('a wrong shape is an error that names the operator and what it got', () => {
  const x = make([1, 8, 15, 22]);
  test.each([
    ['Conv', () => conv(x, weights(x, [4, 7, 3, 3])), ['[1,8,15,22]', '[4,7,3,3]']],
    ['Conv', () => conv(x, weights(x, [4, 8, 3, 3]), { bias: weights(x, [3]) }), ['[4]', '[3]']],
    ['Conv', () => conv(x, weights(x, [4, 8, 17, 3])), ['17×3', '[1,8,15,22]']],
    ['Concat', () => concat([x, weights(x, [1, 8, 15, 21])], 1), ['[1,8,15,22]', '[1,8,15,21]']],
    ['Add', () => add(x, weights(x, [1, 8, 15, 21])), ['[1,8,15,22]', '[1,8,15,21]']],
    ['Reshape', () => reshape(x, [7, -1]), ['[1,8,15,22]', '[7,-1]']],
    ['Split', () => split(x, [3, 4], 1), ['3+4', '[1,8,15,22]']],
    ['Slice', () => slice(x, { axis: 2, start: 9, end: 9 }), ['[1,8,15,22]', '[1,8,0,22]']],
    ['MatMul', () => matMul(x, weights(x, [21, 3])), ['[1,8,15,22]', '[21,3]']],
    ['Transpose', () => transpose(x, [0, 1, 1, 2]), ['[0,1,1,2]', '[1,8,15,22]']],
    ['input', () => make([1, 3, 0, 4]), ['[1,3,0,4]']],
    ['input', () => make([1, 3, 2.5, 4]), ['[1,3,2.5,4]']],
  ])('%s', (op, build, parts) => {
    const { code, message } = thrown(build);
    expect(code).toBe('bad-shape');
    for (const part of [op, ...parts]) expect(message).toContain(part);
  });
});

describe('the finished graph', () => {
  test('stores equal constants once and drops what reaches no output', () => {
    const graph = new GraphBuilder();
    const x = graph.input('x', [2, 3]);
    const first = add(x, graph.constant(float32([3], [1, 2, 3]), 'a'));
    const second = add(first, graph.constant(float32([3], [1, 2, 3]), 'b'));
    add(x, graph.constant(float32([3], [4, 5, 6]), 'unread'));
    graph.output('y', second);
    const { nodes, constants } = graph.finish();
    expect([...constants.keys()]).toEqual(['a']);
    expect(nodes.map(({ op }) => op)).toEqual(['Add', 'Add']);
  });

  test('has no Identity but for an output that is an input or stands under two names', () => {
    const graph = new GraphBuilder();
    const x = graph.input('x', [2]);
    const y = add(x, 1);
    graph.output('y', y);
    expect(graph.finish().nodes.map(({ op, outputs }) => [op, ...outputs])).toEqual([['Add', 'y']]);
    graph.output('again', y);
    graph.output('same', x);
    expect(graph.finish().nodes.filter(({ op }) => op === 'Identity')).toHaveLength(2);
  });

  test('pairs a state with the input that it becomes, of the same shape', () => {
    const graph = new GraphBuilder();
    const x = graph.input('x', [2]);
    const before = graph.input('before', [2]);
    graph.state('after', add(x, before), 'before');
    expect(graph.finish().outputs).toEqual([
      { name: 'after', type: 'float32', shape: [2], becomes: 'before' },
    ]);
    const wide = weights(x, [3]);
    expect(thrown(() => graph.state('other', wide, 'before')).message).toContain('before is float32 [2]');
    expect(thrown(() => graph.state('other', x, 'nothing')).message).toContain('no such input');
  });

  test('keeps types: a comparison gives bool', () => {
    expect(equal(make([2]), 0).type).toBe('bool');
  });

  test('takes no input of another graph and no name twice', () => {
    const x = make([2]);
    expect(thrown(() => add(make([2]), x)).code).toBe('internal');
    expect(thrown(() => x.graph.input('x', [2])).message).toContain('x');
    expect(thrown(() => x.graph.finish()).message).toContain('no output');
  });

  test('holds no denormal weights: WASM would crawl', () => {
    const graph = new GraphBuilder();
    const x = graph.constant(float32([3], [1e-40, -1e-40, 2 ** -126]));
    expect([...graph.constantOf(x)!.data].map(Number)).toEqual([0, 0, 2 ** -126]);
  });
});
