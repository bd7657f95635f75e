import { int, ints } from '../graph.ts';
import { shapeError, type Tensor } from '../graph-builder.ts';
import { showShape } from '../tensor-data.ts';
import { reduceMean } from './reduce.ts';
import { pair, pads, windowed, type Pads, type Pair } from './window.ts';

export interface PoolOptions {
  /** Default: the kernel, as in PyTorch. */
  stride?: Pair;
  pad?: Pads;
}

/**
 * Of how many values a mean is taken at once. onnxruntime-web 1.30 sums and counts in the values' own type on WebGPU: in
 * float16 2401 values of 28 overflow, and a map of 65,520 has infinitely many, so that its mean is 0 (measured in Firefox
 * on lavapipe). Larger ones are taken as the mean of the rows' means, which is the same number.
 */
const MAX_AT_ONCE = 1024;

export const maxPool = (x: Tensor, kernel: Pair, options: PoolOptions = {}): Tensor =>
  pool('MaxPool', x, kernel, options, {});

/** `countIncludePad` (default true, as in PyTorch): padding zeros count in the mean. */
export function averagePool(
  x: Tensor,
  kernel: Pair,
  options: PoolOptions & { countIncludePad?: boolean } = {},
): Tensor {
  const counted = options.countIncludePad ?? true;
  const [rows, columns] = pair(kernel);
  if (rows * columns > MAX_AT_ONCE && rows > 1 && columns > 1) {
    const [down, along] = pair(options.stride ?? kernel);
    const [top, left, bottom, right] = pads(options.pad ?? 0);
    const { countIncludePad } = options;
    const ofRows = { stride: [1, along], pad: [0, left, 0, right], countIncludePad } as const;
    const ofColumns = { stride: [down, 1], pad: [top, 0, bottom, 0], countIncludePad } as const;
    return averagePool(averagePool(x, [1, columns], ofRows), [rows, 1], ofColumns);
  }
  return pool('AveragePool', x, kernel, options, { count_include_pad: int(counted ? 1 : 0) });
}

/** The mean of each channel: [N, C, 1, 1]. */
export function globalAveragePool(x: Tensor): Tensor {
  if (x.shape.length !== 4) throw shapeError('GlobalAveragePool', `NCHW wanted, got ${showShape(x.shape)}`);
  const [batch, channels, height, width] = x.shape as [number, number, number, number];
  if (height * width > MAX_AT_ONCE) return reduceMean(reduceMean(x, [3]), [2]);
  const shape = [batch, channels, 1, 1];
  return x.graph.emit('GlobalAveragePool', [x], {}, { type: x.type, shape });
}

function pool(
  op: string,
  x: Tensor,
  kernel: Pair,
  options: PoolOptions,
  extra: Record<string, ReturnType<typeof int>>,
): Tensor {
  const window = {
    kernel: pair(kernel),
    stride: pair(options.stride ?? kernel),
    pads: pads(options.pad ?? 0),
    dilation: [1, 1] as const,
  };
  const shape = [x.shape[0]!, x.shape[1]!, ...windowed(op, x.shape, window)];
  const attributes = {
    kernel_shape: ints(window.kernel),
    strides: ints(window.stride),
    pads: ints(window.pads),
    ...extra,
  };
  return x.graph.emit(op, [x], attributes, { type: x.type, shape });
}
