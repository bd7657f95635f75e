/**
 * MCNN, after Zhang et al., "Single-Image Crowd Counting via Multi-Column CNN" (CVPR 2016), with the parameter names
 * of svishwa/crowdcount-mcnn: three columns of growing detail and shrinking kernels, fused by a 1×1 convolution.
 */
import { relu } from '#export/ops/activation.ts';
import { maxPool } from '#export/ops/pool.ts';
import { concat } from '#export/ops/shape.ts';
import { convLayer } from '#export/layers.ts';
import type { Tensor } from '#export/graph-builder.ts';
import type { ParameterProgram } from '#models/network-program.ts';

/** For each column the kernels and widths of its four convolutions; the first two are halved by pooling. */
const columns: readonly { kernels: readonly number[]; widths: readonly number[] }[] = [
  { kernels: [9, 7, 7, 7], widths: [16, 32, 16, 8] },
  { kernels: [7, 5, 5, 5], widths: [20, 40, 20, 10] },
  { kernels: [5, 3, 3, 3], widths: [24, 48, 24, 12] },
];

/** Where the convolutions stand in the original's nn.Sequential; the pools between them have no parameters. */
const positions = [0, 2, 4, 5];

export const program: ParameterProgram = {
  from: 'parameters',
  build(graph, { size }) {
    const image = graph.input('image', [1, 1, size.height, size.width]);
    const branches = columns.map(({ kernels, widths }, column) =>
      positions.reduce((x, position, i) => {
        const key = `DME.branch${column + 1}.${position}.conv`;
        const features = convRelu(x, key, widths[i]!, kernels[i]!);
        return i < 2 ? maxPool(features, 2) : features;
      }, image),
    );
    graph.output('density', convRelu(concat(branches, 1), 'DME.fuse.0.conv', 1, 1));
  },
};

const convRelu = (x: Tensor, key: string, out: number, kernel: number): Tensor =>
  relu(convLayer(x, key, { out, kernel, pad: (kernel - 1) / 2, bias: true }));
