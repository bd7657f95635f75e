import { convLayer } from '#export/layers.ts';
import type { ParameterProgram } from '#models/network-program.ts';

/** `peaks` [1,1,H,W]: how much brighter a pixel is than those around it. */
export const program: ParameterProgram = {
  from: 'parameters',
  build(graph, { size }) {
    const image = graph.input('image', [1, 1, size.height, size.width]);
    graph.output('peaks', convLayer(image, 'bump', { out: 1, kernel: 3, pad: 1 }));
  },
};
