import { expect, it } from 'vitest';
import { GraphBuilder, type Tensor } from '#export/graph-builder.ts';
import type { Graph } from '#export/graph.ts';
import { prelu, relu, sigmoid } from '#export/ops/activation.ts';
import { conv } from '#export/ops/convolution.ts';
import { add, mul } from '#export/ops/elementwise.ts';
import { averagePool, globalAveragePool } from '#export/ops/pool.ts';
import { concat, reshape } from '#export/ops/shape.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { dropDeadChannels } from '#export/passes/drop-dead-channels.ts';
import { float32 } from '#export/tensor-data.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';

const INPUT = [1, 3, 6, 8];
let seed = 1;
/** Never zero. */
const weight = () => ((seed = (seed * 16807) % 2147483647) % 1000) / 500 - 0.9995;

/** A kernel of one pixel, or 3 × 3, that reads only the channels below `used`. */
function layer(x: Tensor, out: number, used: number, kernel = 1): Tensor {
  const [, channels = 0] = x.shape;
  const shape = [out, channels, kernel, kernel];
  const data = Float32Array.from({ length: out * channels * kernel ** 2 }, (_, i) =>
    Math.floor(i / kernel ** 2) % channels < used ? weight() : 0,
  );
  const bias = x.graph.constant(float32([out], Float32Array.from({ length: out }, weight)));
  return conv(x, x.graph.constant(float32(shape, data)), { bias, pad: (kernel - 1) / 2 });
}

function network(build: (image: Tensor) => Tensor): Graph {
  const builder = new GraphBuilder();
  builder.output('y', build(builder.input('x', INPUT)));
  return builder.finish();
}

const filters = ({ nodes, constants }: Graph): string[] =>
  nodes
    .filter(({ op }) => op === 'Conv')
    .map(({ inputs }) => constants.get(inputs[1]!)!.shape.slice(0, 2).join('←'));

async function expectSameValues(graph: Graph, less: Graph): Promise<void> {
  const x = { shape: INPUT, data: Float32Array.from({ length: 144 }, (_, i) => Math.sin(i)) };
  const [a, b] = [await runOnnx(writeOnnx(graph), { x }), await runOnnx(writeOnnx(less), { x })];
  expect(new Set(a['y']!.data).size).toBeGreaterThan(10);
  b['y']!.data.forEach((value, i) => expect(value).toBeCloseTo(a['y']!.data[i]!, 4));
}

it('leaves out filters that nothing reads, through activations and pools, by fours', async () => {
  const graph = network((x) => {
    const slopes = x.graph.constant(float32([16], Float32Array.from({ length: 16 }, weight)));
    return layer(averagePool(prelu(layer(x, 16, 3, 3), slopes), 2), 2, 5);
  });
  const less = dropDeadChannels(graph);
  expect(filters(less)).toEqual(['8←3', '2←8']);
  await expectSameValues(graph, less);
}, 60_000);

it('keeps a channel that any reader needs: sums, concatenations, depthwise kernels and gates', async () => {
  const graph = network((x) => {
    const trunk = layer(x, 12, 3);
    const kernel = float32([12, 1, 3, 3], Float32Array.from({ length: 108 }, weight));
    const deep = conv(trunk, x.graph.constant(kernel), { groups: 12, pad: 1 });
    const gated = mul(deep, sigmoid(layer(globalAveragePool(deep), 12, 4)));
    const sum = add(trunk, relu(gated));
    return layer(concat([sum, trunk], 1), 2, 15);
  });
  const less = dropDeadChannels(graph);
  // The concatenation reads all 12 of the sum and 3 of the trunk, which is the sum's, too.
  expect(filters(less)).toEqual(['12←3', '12←1', '12←12', '2←24']);
  expect(less).toEqual(graph);
  const fewer = network((x) => {
    const trunk = layer(x, 12, 3);
    const kernel = float32([12, 1, 3, 3], Float32Array.from({ length: 108 }, weight));
    const deep = conv(trunk, x.graph.constant(kernel), { groups: 12, pad: 1 });
    return layer(add(trunk, mul(deep, sigmoid(layer(globalAveragePool(deep), 12, 4)))), 2, 4);
  });
  expect(filters(dropDeadChannels(fewer))).toEqual(['4←3', '4←1', '4←4', '2←4']);
  await expectSameValues(fewer, dropDeadChannels(fewer));
}, 60_000);

it('leaves alone what an operator reads as a whole', () => {
  const graph = network((x) => layer(reshape(reshape(layer(x, 8, 3), [1, 4, 12, 8]), [1, 8, 6, 8]), 2, 4));
  expect(dropDeadChannels(graph)).toEqual(graph);
});
