import { expect, it } from 'vitest';
import { GraphBuilder, type Tensor } from '#export/graph-builder.ts';
import { clip, relu, sigmoid } from '#export/ops/activation.ts';
import { conv } from '#export/ops/convolution.ts';
import { add } from '#export/ops/elementwise.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { partActivations } from '#export/passes/part-activations.ts';
import { float32 } from '#export/tensor-data.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';

function network(after: (x: Tensor) => Tensor, isConvolved = true) {
  const builder = new GraphBuilder();
  const x = builder.input('x', [1, 2, 4, 5]);
  const kernel = builder.constant(float32([2, 2, 1, 1], Float32Array.of(1, -2, 0.5, 3)));
  builder.output('y', after(isConvolved ? conv(x, kernel, {}) : x));
  return builder.finish();
}

const operators = (graph: ReturnType<typeof network>) => graph.nodes.map(({ op }) => op);

it('parts two activations behind a convolution, and no value changes', async () => {
  const graph = network((x) => sigmoid(relu(x)));
  const apart = partActivations(graph);
  expect(operators(apart)).toEqual(['Conv', 'Relu', 'Max', 'Sigmoid']);
  const x = { shape: [1, 2, 4, 5], data: Float32Array.from({ length: 40 }, (_, i) => Math.sin(i)) };
  const [before, after] = [await runOnnx(writeOnnx(graph), { x }), await runOnnx(writeOnnx(apart), { x })];
  expect(after['y']).toEqual(before['y']);
  expect(new Set(after['y']!.data).size).toBeGreaterThan(10);
}, 60_000);

it('parts each pair of three', () => {
  const graph = network((x) => clip(sigmoid(relu(x)), 0.2, 0.9));
  expect(operators(partActivations(graph))).toEqual(['Conv', 'Relu', 'Max', 'Sigmoid', 'Clip']);
});

it.each([
  ['one activation', network(sigmoid)],
  ['no convolution before them', network((x) => sigmoid(relu(x)), false)],
  ['a sum between them', network((x) => sigmoid(add(relu(x), x)))],
])('leaves a graph as it is: %s', (_, graph) => {
  expect(partActivations(graph)).toEqual(graph);
});
