import { describe, expect, it, vi } from 'vitest';
import { GraphBuilder } from '#export/graph-builder.ts';
import { conv } from '#export/ops/convolution.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { padTripleInputs } from '#export/passes/pad-triple-inputs.ts';
import { prune } from '#export/passes/prune.ts';
import { float32, sizeOf } from '#export/tensor-data.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';

// Starting onnxruntime takes seconds where many tests run at once.
vi.setConfig({ testTimeout: 60_000 });

interface Case {
  channels: number;
  out: number;
  kernel?: number;
  groups?: number;
}

function network({ channels, out, kernel = 3, groups = 1 }: Case) {
  const builder = new GraphBuilder();
  const filler = (shape: number[]) =>
    builder.constant(
      float32(
        shape,
        Float32Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin(i * 7 + out)),
      ),
    );
  const x = builder.input('x', [1, channels, 6, 7]);
  const options = { groups, pad: (kernel - 1) / 2, bias: filler([out]) };
  builder.output('y', conv(x, filler([out, channels / groups, kernel, kernel]), options));
  return builder.finish();
}

const widened = (graph: ReturnType<typeof network>) => graph.nodes.filter(({ op }) => op === 'Concat').length;

describe('padTripleInputs', () => {
  it.each([
    { channels: 99, out: 64 },
    { channels: 6, out: 4 },
    { channels: 9, out: 8, kernel: 5 },
  ])('widens $channels channels for $out, and every value stays', async (each) => {
    const graph = network(each);
    const padded = prune(padTripleInputs(graph));
    expect(widened(padded)).toBe(1);
    const data = Float32Array.from({ length: each.channels * 42 }, (_, i) => Math.sin(i));
    const feeds = { x: { shape: [1, each.channels, 6, 7], data } };
    const before = (await runOnnx(writeOnnx(graph), feeds))['y']!;
    const after = (await runOnnx(writeOnnx(padded), feeds))['y']!;
    expect(after.shape).toEqual(before.shape);
    before.data.forEach((value, i) => expect(Math.abs(after.data[i]! - value)).toBeLessThan(1e-4));
  });

  it.each([
    { channels: 3, out: 16 },
    { channels: 12, out: 16 },
    { channels: 10, out: 16 },
    { channels: 9, out: 6 },
    { channels: 9, out: 16, kernel: 1 },
    { channels: 9, out: 36, groups: 9 },
  ])('leaves $channels to $out channels, kernel $kernel, groups $groups, as they are', (each) => {
    expect(widened(padTripleInputs(network(each)))).toBe(0);
  });
});
