import { expect, it, vi } from 'vitest';
import { GraphBuilder } from '#export/graph-builder.ts';
import { clip } from '#export/ops/activation.ts';
import { conv } from '#export/ops/convolution.ts';
import { add } from '#export/ops/elementwise.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { clipAsMinMax } from '#export/passes/clip-as-min-max.ts';
import { float32 } from '#export/tensor-data.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';

// Starting onnxruntime takes seconds where many tests run at once.
vi.setConfig({ testTimeout: 60_000 });

const input = { shape: [1, 1, 2, 3], data: Float32Array.of(-2, -0.5, 0, 0.25, 1, 7) };

it.each([
  [-1, 1],
  [0, undefined],
  [undefined, 0.5],
])('bounds by %s and %s as Clip does', async (low, high) => {
  const builder = new GraphBuilder();
  builder.output('y', clip(add(builder.input('x', input.shape), 0.125), low, high));
  const graph = builder.finish();
  const rewritten = clipAsMinMax(graph);
  expect(rewritten.nodes.some(({ op }) => op === 'Clip')).toBe(false);
  const before = await runOnnx(writeOnnx(graph), { x: input });
  const after = await runOnnx(writeOnnx(rewritten), { x: input });
  expect(after['y']!.data).toEqual(before['y']!.data);
});

it('leaves a Clip that a convolution takes up', () => {
  const builder = new GraphBuilder();
  const x = builder.input('x', input.shape);
  builder.output('y', clip(conv(x, builder.constant(float32([1, 1, 1, 1], [2]))), 0, 6));
  const graph = builder.finish();
  expect(clipAsMinMax(graph).nodes).toEqual(graph.nodes);
});

it('rewrites a Clip of a convolution that others read too, as in PReLU', () => {
  const builder = new GraphBuilder();
  const x = builder.input('x', input.shape);
  const y = conv(x, builder.constant(float32([1, 1, 1, 1], [2])));
  builder.output('y', add(y, clip(y, undefined, 0)));
  expect(clipAsMinMax(builder.finish()).nodes.map(({ op }) => op)).toEqual(['Conv', 'Min', 'Add']);
});
