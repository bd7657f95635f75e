/** Reordering of convolution kernels from TensorFlow's layouts into ONNX's [out, in / groups, kh, kw]. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { float32, showShape, sizeOf, type TensorData } from '#export/tensor-data.ts';

type Kernel = TensorData<'float32'>;

/** The tensor with axis i taken from the source's axis `order[i]`. */
export function permute(source: Kernel, order: readonly number[]): Kernel {
  const shape = order.map((axis) => source.shape[axis] ?? 1);
  const strides = source.shape.map((_, axis) => sizeOf(source.shape.slice(axis + 1)));
  const steps = order.map((axis) => strides[axis] ?? 0);
  const out = new Float32Array(source.data.length);
  const index = shape.map(() => 0);
  for (let i = 0, at = 0; i < out.length; i++) {
    out[i] = source.data[at] ?? 0;
    // Count one up, last axis first, moving the source position along.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const step = steps[axis] ?? 0;
      index[axis] = (index[axis] ?? 0) + 1;
      at += step;
      if ((index[axis] ?? 0) < (shape[axis] ?? 1)) break;
      at -= step * (shape[axis] ?? 1);
      index[axis] = 0;
    }
  }
  return float32(shape, out);
}

/** [kh, kw, in, out] (Conv2D). */
export const fromHwio = (kernel: Kernel): Kernel => permute(rank4(kernel), [3, 2, 0, 1]);

/** [out, kh, kw, in] (TFLite CONV_2D). */
export const fromOhwi = (kernel: Kernel): Kernel => permute(rank4(kernel), [0, 3, 1, 2]);

/** [out, kh, kw, in] of a transposed convolution, whose ONNX kernel is [in, out, kh, kw]. */
export const transposedFromOhwi = (kernel: Kernel): Kernel => permute(rank4(kernel), [3, 0, 1, 2]);

/** [kh, kw, in, multiplier] (DepthwiseConv2dNative): output channel in · multiplier + m, as groups = in expects. */
export function depthwiseFromHwcm(kernel: Kernel): Kernel {
  const { shape, data } = permute(rank4(kernel), [2, 3, 0, 1]);
  const [channels = 1, multiplier = 1, height = 1, width = 1] = shape;
  return float32([channels * multiplier, 1, height, width], data);
}

/** [1, kh, kw, out] (TFLite DEPTHWISE_CONV_2D). */
export const depthwiseFrom1hwc = (kernel: Kernel): Kernel => permute(rank4(kernel), [3, 0, 1, 2]);

function rank4(kernel: Kernel): Kernel {
  if (kernel.shape.length === 4) return kernel;
  throw new VitrineError('bad-file', `a kernel needs four axes, found ${showShape(kernel.shape)}`);
}
