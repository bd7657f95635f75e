import { describe, expect, it, vi } from 'vitest';
import { GraphBuilder } from '#export/graph-builder.ts';
import { relu } from '#export/ops/activation.ts';
import { conv } from '#export/ops/convolution.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { prune } from '#export/passes/prune.ts';
import { splitUnevenGroups } from '#export/passes/split-uneven-groups.ts';
import { float32, sizeOf } from '#export/tensor-data.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';

// Starting onnxruntime takes seconds where many tests run at once.
vi.setConfig({ testTimeout: 60_000 });

function grouped(channels: number, out: number, groups: number, hasBias: boolean) {
  const builder = new GraphBuilder();
  const x = builder.input('x', [1, channels, 6, 7]);
  const filler = (shape: number[]) =>
    builder.constant(
      float32(
        shape,
        Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin(i * 12.9898 + out)),
      ),
    );
  const bias = hasBias ? filler([out]) : undefined;
  const y = conv(relu(x), filler([out, channels / groups, 3, 3]), {
    groups,
    bias,
    pad: 2,
    dilation: 2,
    stride: 2,
  });
  builder.output('y', y);
  return builder.finish();
}

const convolutions = (graph: ReturnType<typeof grouped>) =>
  graph.nodes.filter(({ op }) => op === 'Conv').length;

describe('splitUnevenGroups', () => {
  it.each([
    [32, 24, 4, true],
    [8, 12, 2, false],
    [4, 10, 2, true],
  ])(
    'takes %i to %i channels in %i groups apart and keeps every value',
    async (channels, out, groups, hasBias) => {
      const graph = grouped(channels, out, groups, hasBias);
      const split = prune(splitUnevenGroups(graph));
      expect(convolutions(split)).toBe(groups);
      const data = Float32Array.from({ length: channels * 42 }, (_, i) => Math.sin(i));
      const feeds = { x: { shape: [1, channels, 6, 7], data } };
      const [before, after] = [
        await runOnnx(writeOnnx(graph), feeds),
        await runOnnx(writeOnnx(split), feeds),
      ];
      expect(after['y']!.shape).toEqual(before['y']!.shape);
      before['y']!.data.forEach((value, i) =>
        expect(Math.abs(after['y']!.data[i]! - value)).toBeLessThan(1e-4),
      );
    },
  );

  it.each([
    ['even groups', 32, 32, 4],
    ['one group', 6, 6, 1],
    ['depthwise', 6, 6, 6],
    ['an odd total, computed one by one', 6, 15, 3],
    ['small groups, computed one by one', 4, 6, 2],
  ])('leaves %s as they are', (_, channels, out, groups) => {
    const graph = grouped(channels, out, groups, true);
    expect(splitUnevenGroups(graph).nodes).toEqual(graph.nodes);
  });
});
