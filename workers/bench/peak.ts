/**
 * What an engine reaches here at best, through the same session as any model: a matrix product, whose arithmetic is all
 * there is to it, and an addition of arrays too large for caches, which is all memory.
 */
import { median } from '#bench/statistics.ts';
import type { ModelFile, TensorSpec } from '#core/io-spec.ts';
import { GraphBuilder, type Tensor } from '#export/graph-builder.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { add } from '#export/ops/elementwise.ts';
import { matMul } from '#export/ops/linear.ts';
import { float32 } from '#export/tensor-data.ts';
import type { CellSession } from './cell-session.ts';

/** 134 million multiply-accumulates: long enough for a fast CPU, short enough for a software adapter. */
const SIDE = 512;
/** Floats of the addition: 16 MB in, 16 MB out. */
const FLOATS = 1 << 22;
const RUNS = 5;

export type OpenPeak = (file: ModelFile, bytes: Uint8Array) => Promise<CellSession>;

export async function measurePeak(
  open: OpenPeak,
): Promise<{ gemmGmacPerSecond: number; copyGBPerSecond: number }> {
  const gemmMs = await time(open, [1, SIDE, SIDE], (x) =>
    matMul(x, x.graph.constant(float32([SIDE, SIDE], ramp(SIDE * SIDE)))),
  );
  const addMs = await time(open, [1, FLOATS], (x) =>
    add(x, x.graph.constant(float32([1], Float32Array.of(1)))),
  );
  return {
    gemmGmacPerSecond: SIDE ** 3 / gemmMs / 1e6,
    copyGBPerSecond: (2 * 4 * FLOATS) / addMs / 1e6,
  };
}

async function time(open: OpenPeak, shape: readonly number[], build: (x: Tensor) => Tensor): Promise<number> {
  const builder = new GraphBuilder({ name: 'peak' });
  const out = build(builder.input('x', shape));
  builder.output('y', out);
  const bytes = writeOnnx(builder.finish());
  const session = await open(fileOf({ name: 'x', shape }, { name: 'y', shape: out.shape }), bytes);
  try {
    await session.run();
    const timesMs: number[] = [];
    while (timesMs.length < RUNS) {
      const startMs = performance.now();
      await session.run();
      timesMs.push(performance.now() - startMs);
    }
    return median(timesMs);
  } finally {
    await session.dispose();
  }
}

function fileOf(input: TensorSpec, output: TensorSpec): ModelFile {
  return {
    model: 'peak',
    variant: 'peak',
    format: 'onnx',
    precision: 'fp32',
    size: { width: 1, height: 1 },
    file: 'peak.onnx',
    bytes: 0,
    sha256: '',
    input,
    outputs: [output],
    trained: false,
  };
}

function ramp(count: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: count }, (_, i) => ((i % 7) - 3) / 8);
}
