/** Sine and cosine codes of where a pixel lies, as in DETR (Carion et al., 2020). */
import type { Tensor } from '#export/graph-builder.ts';
import { add } from '#export/ops/elementwise.ts';
import { float32 } from '#export/tensor-data.ts';

const TEMPERATURE = 10_000;

/**
 * `x` [1,C,h,w] with `level`, a number for each channel, and codes added: of the row in the first half of the channels,
 * of the column in the second. Two sums with one line each, whose constants grow with the sides and not with the area.
 */
export function placed(x: Tensor, level: Float32Array): Tensor {
  const [, channels = 0, height = 0, width = 0] = x.shape;
  const half = channels / 2;
  const line = (length: number, valueAt: (channel: number, i: number) => number): Float32Array =>
    Float32Array.from({ length: channels * length }, (_, i) => valueAt(Math.floor(i / length), i % length));
  const rows = line(
    height,
    (channel, row) => level[channel]! + (channel < half ? code(channel, row, height, half) : 0),
  );
  const columns = line(width, (channel, column) =>
    channel < half ? 0 : code(channel - half, column, width, half),
  );
  const { graph } = x;
  return add(
    add(x, graph.constant(float32([1, channels, height, 1], rows))),
    graph.constant(float32([1, channels, 1, width], columns)),
  );
}

/** All places together are a turn of the fastest pair of channels; the others turn ever more slowly. */
function code(channel: number, place: number, places: number, channels: number): number {
  const angle = ((place + 1) / (places + 1e-6)) * 2 * Math.PI;
  const slower = TEMPERATURE ** ((2 * Math.floor(channel / 2)) / channels);
  return channel % 2 === 0 ? Math.sin(angle / slower) : Math.cos(angle / slower);
}
