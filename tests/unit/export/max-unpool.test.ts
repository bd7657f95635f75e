import { expect, test, vi } from 'vitest';
import { GraphBuilder } from '#export/graph-builder.ts';
import { mul, sub } from '#export/ops/elementwise.ts';
import { unpoolableMaxPool } from '#export/ops/max-unpool.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { sizeOf } from '#export/tensor-data.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';

// Starting onnxruntime takes seconds where many tests run at once.
vi.setConfig({ testTimeout: 60_000 });

/** Few distinct values: most windows have ties. */
const ties = (shape: readonly number[]): Float32Array =>
  Float32Array.from({ length: sizeOf(shape) }, (_, i) => Math.max(0, ((i * 7919) % 5) - 2));

/** PyTorch's max_pool2d with indices and max_unpool2d of −2 · v − 1 for what was pooled, as loops: the first maximum counts. */
function expected(x: Float32Array, channels: number, height: number, width: number): Float32Array {
  const out = new Float32Array(x.length);
  for (let c = 0; c < channels; c++) {
    for (let top = 0; top + 1 < height; top += 2) {
      for (let left = 0; left + 1 < width; left += 2) {
        const at = (c * height + top) * width + left;
        const window = [at, at + 1, at + width, at + width + 1];
        const best = window.reduce((a, b) => (x[b]! > x[a]! ? b : a));
        // Not zero for a pooled zero, so that its place shows.
        out[best] = -2 * x[best]! - 1;
      }
    }
  }
  return out;
}

test.each([
  ['even sides', 4, 6],
  ['odd sides, whose last row and column are in no window', 5, 7],
])('puts values where the first maximum of each window stood: %s', async (_, height, width) => {
  const shape = [1, 3, height, width];
  const x = ties(shape);
  const graph = new GraphBuilder();
  const pool = unpoolableMaxPool(graph.input('x', shape));
  graph.output('y', pool.unpool(sub(mul(pool.pooled, -2), 1)));
  const { y } = await runOnnx(writeOnnx(graph.finish()), { x: { shape, data: x } });
  expect(y!.shape).toEqual(shape);
  expect([...y!.data]).toEqual([...expected(x, 3, height, width)]);
});
