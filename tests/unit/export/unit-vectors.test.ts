import { expect, test, vi } from 'vitest';
import { GraphBuilder } from '#export/graph-builder.ts';
import { unitVectors } from '#export/ops/normalisation.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';

// Starting onnxruntime takes seconds where many tests run at once.
vi.setConfig({ testTimeout: 60_000 });

test.each([0, 1])('brings vectors along axis %i to length 1 and leaves zeros', async (axis) => {
  // As rows: a usual one, one whose squares float32 does not hold, a tiny one, zeros.
  const rows = [
    [3, -4, 0],
    [6e25, 8e25, 0],
    [0, -3e-7, 4e-7],
    [0, 0, 0],
  ];
  const wanted = [
    [0.6, -0.8, 0],
    [0.6, 0.8, 0],
    [0, -0.6, 0.8],
    [0, 0, 0],
  ];
  const laid = (table: number[][]): number[] =>
    axis === 1 ? table.flat() : [0, 1, 2].flatMap((i) => table.map((row) => row[i]!));
  const shape = axis === 1 ? [4, 3] : [3, 4];
  const graph = new GraphBuilder();
  graph.output('y', unitVectors(graph.input('x', shape), axis));
  const x = { shape, data: Float32Array.from(laid(rows)) };
  const { y } = await runOnnx(writeOnnx(graph.finish()), { x });
  laid(wanted).forEach((value, i) => expect(y!.data[i]).toBeCloseTo(value, 5));
});
