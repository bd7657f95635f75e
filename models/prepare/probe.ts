/** A plain convolutional network of known cost with filler weights: what engine "auto" times to choose an engine. */
import { join } from 'node:path';
import { finishExport } from '#export/export-model.ts';
import { GraphBuilder, type Tensor } from '#export/graph-builder.ts';
import { relu } from '#export/ops/activation.ts';
import { conv } from '#export/ops/convolution.ts';
import { float32, sizeOf } from '#export/tensor-data.ts';
import type { ProbeFile } from '#session/model-catalog.api.ts';
import { sha256Of, writeAtomically } from './files.ts';
import { outputFolder } from './paths.ts';
import { madeEntry, recordMade } from './record.ts';

export const PROBE_FILE = 'probe.onnx';
const SIDE = 128;
/** Output channels, kernel side and stride of each layer, shaped like the first half of a small live model. */
const LAYERS = [
  [16, 3, 2],
  [32, 3, 2],
  [64, 3, 1],
  [64, 3, 1],
  [16, 1, 1],
] as const;

/** Raised whenever the network changes. */
const KEY = 'probe-1';

/** Writes public/models/probe.onnx unless it is there already. */
export async function prepareProbe(): Promise<void> {
  if (await madeEntry(PROBE_FILE, KEY)) return;
  const graph = new GraphBuilder({ name: 'probe' });
  let x = graph.input('image', [1, 3, SIDE, SIDE]);
  let macs = 0;
  LAYERS.forEach(([out, kernel, stride], i) => {
    const weight = filler(graph, [out, x.shape[1]!, kernel, kernel], i);
    x = relu(conv(x, weight, { stride, pad: (kernel - 1) / 2 }));
    macs += sizeOf(weight.shape) * x.shape[2]! * x.shape[3]!;
  });
  graph.output('features', x);
  const { bytes, input, outputs } = finishExport(graph.finish(), 'fp32', []);
  await writeAtomically(join(outputFolder, PROBE_FILE), bytes);
  const [length, sha256] = [bytes.length, sha256Of(bytes)];
  await recordMade<ProbeFile>(KEY, { file: PROBE_FILE, bytes: length, sha256, macs, input, outputs });
}

/** The same small numbers on every machine, scaled so that values neither vanish nor grow from layer to layer. */
function filler(graph: GraphBuilder, shape: readonly number[], seed: number): Tensor {
  const scale = Math.sqrt(2 / sizeOf(shape.slice(1)));
  const values = Float32Array.from({ length: sizeOf(shape) }, (_, i) => {
    const mixed = Math.imul((i + 1) ^ Math.imul(seed + 1, 0x85ebca6b), 0x9e3779b1) >>> 8;
    return (mixed / 2 ** 23 - 1) * scale;
  });
  return graph.constant(float32(shape, values), `weight${seed}`);
}
