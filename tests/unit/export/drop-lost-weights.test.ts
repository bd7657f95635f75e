import { expect, test } from 'vitest';
import { GraphBuilder } from '#export/graph-builder.ts';
import { conv } from '#export/ops/convolution.ts';
import { mul } from '#export/ops/elementwise.ts';
import { dropLostWeights } from '#export/passes/drop-lost-weights.ts';
import { float32 } from '#export/tensor-data.ts';

const TINY = 1e-30;

function kernelAfter(weights: readonly number[], alsoScaleBy: boolean): number[] {
  const graph = new GraphBuilder();
  const x = graph.input('x', [1, weights.length, 4, 4]);
  const kernel = graph.constant(float32([1, weights.length, 1, 1], weights), 'kernel');
  const y = conv(x, kernel);
  graph.output('y', alsoScaleBy ? mul(y, graph.constant(float32([1, weights.length, 1, 1], weights))) : y);
  return [...dropLostWeights(graph.finish()).constants.get('kernel')!.data].map(Number);
}

test('weights that a sum beside the largest one loses become zero', () => {
  expect(kernelAfter([1, -TINY, TINY, -0.5], false)).toEqual([1, 0, 0, -0.5]);
});

test('the limit is of the largest weight of the kernel: 2^-40 stays, half of it goes', () => {
  expect(kernelAfter([-4, 4 * 2 ** -40, 2 * 2 ** -40], false)).toEqual([-4, 4 * 2 ** -40, 0]);
});

test('a kernel that is small as a whole keeps its weights', () => {
  expect(kernelAfter([1e-20, 2e-20], false)).toEqual([Math.fround(1e-20), Math.fround(2e-20)]);
});

test('what something else reads, too, stays as it is', () => {
  expect(kernelAfter([1, TINY], true)).toEqual([1, Math.fround(TINY)]);
});
