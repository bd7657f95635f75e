import { macsOf } from '#export/count-macs.ts';
import { readOnnx } from '#export/onnx-reader.ts';
import type { GraphCount } from './bench.api.ts';

/** What an ONNX file's network is made of. */
export function countGraph(bytes: Uint8Array): GraphCount {
  const model = readOnnx(bytes);
  const operators: Record<string, number> = {};
  for (const { op } of model.nodes) operators[op] = (operators[op] ?? 0) + 1;
  return { nodes: model.nodes.length, operators, macs: macsOf(model) };
}
