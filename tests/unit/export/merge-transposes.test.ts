import { expect, test } from 'vitest';
import { ints, type Graph, type Node } from '#export/graph.ts';
import { mergeTransposes } from '#export/passes/merge-transposes.ts';

const transpose = (from: string, to: string, perm: readonly number[]): Node => ({
  op: 'Transpose',
  inputs: [from],
  outputs: [to],
  attributes: { perm: ints(perm) },
});
const relu = (from: string, to: string): Node => ({
  op: 'Relu',
  inputs: [from],
  outputs: [to],
  attributes: {},
});

/** Axes of 2, 3, 4 and 5, so that no two orders look alike. */
const graph = (nodes: Node[], output: string, shape: readonly number[]): Graph => ({
  name: 'test',
  inputs: [{ name: 'x', type: 'float32', shape: [2, 3, 4, 5] }],
  outputs: [{ name: output, type: 'float32', shape }],
  nodes,
  constants: new Map(),
});
const merged = (nodes: Node[], output: string, shape: readonly number[]) =>
  mergeTransposes(graph(nodes, output, shape)).nodes;

test('two in a row become one, in the order in which they act', () => {
  // [2,3,4,5] → [2,4,5,3] → [4,2,5,3]
  const nodes = [transpose('x', 'a', [0, 2, 3, 1]), transpose('a', 'b', [1, 0, 2, 3]), relu('b', 'y')];
  expect(merged(nodes, 'y', [4, 2, 5, 3])).toEqual([transpose('x', 'b', [2, 0, 3, 1]), relu('b', 'y')]);
});

test('two that cancel go, and so does one that changes nothing', () => {
  const there = transpose('x', 'a', [0, 2, 3, 1]);
  expect(merged([there, transpose('a', 'b', [0, 3, 1, 2]), relu('b', 'y')], 'y', [2, 3, 4, 5])).toEqual([
    relu('x', 'y'),
  ]);
  expect(merged([transpose('x', 'a', [0, 1, 2, 3]), relu('a', 'y')], 'y', [2, 3, 4, 5])).toEqual([
    relu('x', 'y'),
  ]);
});

test('one that others read too stays for them', () => {
  const nodes = [
    transpose('x', 'a', [0, 2, 3, 1]),
    relu('a', 'r'),
    transpose('a', 'b', [0, 3, 1, 2]),
    { op: 'Add', inputs: ['b', 'x'], outputs: ['s'], attributes: {} },
    { op: 'Both', inputs: ['r', 's'], outputs: ['y'], attributes: {} },
  ];
  expect(merged(nodes, 'y', [1])).toEqual([
    nodes[0],
    nodes[1],
    { ...nodes[3], inputs: ['x', 'x'] },
    nodes[4],
  ]);
});

test('what leaves the graph keeps its name', () => {
  const nodes = [transpose('x', 'a', [0, 2, 3, 1]), transpose('a', 'y', [0, 3, 1, 2])];
  expect(merged(nodes, 'y', [2, 3, 4, 5])).toEqual([transpose('x', 'y', [0, 1, 2, 3])]);
});
