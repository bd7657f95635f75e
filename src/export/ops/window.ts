/** What convolutions and pools share: a window sliding over the last two axes of NCHW. */
import { shapeError } from '../graph-builder.ts';
import { showShape } from '../tensor-data.ts';

/** One number for both axes, or [vertical, horizontal]. */
export type Pair = number | readonly [number, number];

/** One number for all sides, [vertical, horizontal], or [top, left, bottom, right] as ONNX orders them. */
export type Pads = Pair | readonly [number, number, number, number];

export const pair = (value: Pair): readonly [number, number] =>
  typeof value === 'number' ? [value, value] : value;

export function pads(value: Pads): readonly [number, number, number, number] {
  if (typeof value === 'number') return [value, value, value, value];
  return value.length === 4 ? value : [value[0], value[1], value[0], value[1]];
}

export interface Window {
  kernel: readonly [number, number];
  stride: readonly [number, number];
  pads: readonly [number, number, number, number];
  dilation: readonly [number, number];
}

/** Output height and width; an incomplete last window is left out (no ceil_mode: ORT's WebGPU pools lack it). */
export function windowed(op: string, shape: readonly number[], window: Window): number[] {
  if (shape.length !== 4) throw shapeError(op, `NCHW wanted, got ${showShape(shape)}`);
  checkWindow(op, window);
  const sides = [0, 1].map((i) => {
    const padded = shape[i + 2]! + window.pads[i]! + window.pads[i + 2]!;
    const reach = (window.kernel[i]! - 1) * window.dilation[i]! + 1;
    return Math.floor((padded - reach) / window.stride[i]!) + 1;
  });
  if (!sides.every((side) => side > 0)) {
    throw shapeError(op, `a window of ${window.kernel.join('×')} does not fit into ${showShape(shape)}`);
  }
  return sides;
}

export function checkWindow(op: string, { kernel, stride, pads: around, dilation }: Window): void {
  const isCount = (least: number) => (value: number) => Number.isSafeInteger(value) && value >= least;
  if ([...kernel, ...stride, ...dilation].every(isCount(1)) && around.every(isCount(0))) return;
  const found = `kernel ${kernel.join('×')}, stride ${stride.join('×')}, pads ${around.join(',')}, dilation ${dilation.join('×')}`;
  throw shapeError(op, `${found} is no window`);
}

/** Pads under which a window of `stride` gives ceil(side / stride), the odd one at the end (TensorFlow "SAME"). */
export function samePads(
  shape: readonly number[],
  kernel: Pair,
  stride: Pair,
  dilation: Pair = 1,
): readonly [number, number, number, number] {
  const total = [0, 1].map((i) => {
    const step = pair(stride)[i]!;
    const reach = (pair(kernel)[i]! - 1) * pair(dilation)[i]! + 1;
    return Math.max(0, (Math.ceil(shape[i + 2]! / step) - 1) * step + reach - shape[i + 2]!);
  });
  const [vertical = 0, horizontal = 0] = total;
  const [top, left] = [Math.floor(vertical / 2), Math.floor(horizontal / 2)];
  return [top, left, vertical - top, horizontal - left];
}
