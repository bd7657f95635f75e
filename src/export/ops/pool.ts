import { int, ints } from '../graph.ts';
import { shapeError, type Tensor } from '../graph-builder.ts';
import { showShape } from '../tensor-data.ts';
import { pair, pads, windowed, type Pads, type Pair } from './window.ts';

export interface PoolOptions {
  /** Default: the kernel, as in PyTorch. */
  stride?: Pair;
  pad?: Pads;
}

export const maxPool = (x: Tensor, kernel: Pair, options: PoolOptions = {}): Tensor =>
  pool('MaxPool', x, kernel, options, {});

/** `countIncludePad` (default true, as in PyTorch): padding zeros count in the mean. */
export function averagePool(
  x: Tensor,
  kernel: Pair,
  options: PoolOptions & { countIncludePad?: boolean } = {},
): Tensor {
  const counted = options.countIncludePad ?? true;
  return pool('AveragePool', x, kernel, options, { count_include_pad: int(counted ? 1 : 0) });
}

/** The mean of each channel: [N, C, 1, 1]. */
export function globalAveragePool(x: Tensor): Tensor {
  if (x.shape.length !== 4) throw shapeError('GlobalAveragePool', `NCHW wanted, got ${showShape(x.shape)}`);
  const shape = [x.shape[0]!, x.shape[1]!, 1, 1];
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
