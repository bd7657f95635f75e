/** Reordering of convolution kernels from TensorFlow's layouts into ONNX's [out, in / groups, kh, kw]. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { float32, showShape, sizeOf, type TensorData } from '#export/tensor-data.ts';

type Kernel = TensorData<'float32'>;

/** The tensor of four axes with axis i taken from the source's axis `order[i]`. */
function permute(source: Kernel, order: readonly [number, number, number, number]): Kernel {
  if (source.shape.length !== 4) {
    throw new VitrineError('bad-file', `a kernel needs four axes, found ${showShape(source.shape)}`);
  }
  const shape = order.map((axis) => source.shape[axis]!);
  const [n = 0, c = 0, h = 0, w = 0] = shape;
  const [stepN = 0, stepC = 0, stepH = 0, stepW = 0] = order.map((axis) =>
    sizeOf(source.shape.slice(axis + 1)),
  );
  const out = new Float32Array(source.data.length);
  let at = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < c; j++) {
      for (let k = 0; k < h; k++) {
        for (let l = 0; l < w; l++) out[at++] = source.data[i * stepN + j * stepC + k * stepH + l * stepW]!;
      }
    }
  }
  return float32(shape, out);
}

/** [kh, kw, in, out] (Conv2D). */
export const fromHwio = (kernel: Kernel): Kernel => permute(kernel, [3, 2, 0, 1]);

/** [out, kh, kw, in] (TFLite CONV_2D). */
export const fromOhwi = (kernel: Kernel): Kernel => permute(kernel, [0, 3, 1, 2]);

/** [out, kh, kw, in] of a transposed convolution, whose ONNX kernel is [in, out, kh, kw]. */
export const transposedFromOhwi = (kernel: Kernel): Kernel => permute(kernel, [3, 0, 1, 2]);

/** [kh, kw, in, multiplier] (DepthwiseConv2dNative): output channel in · multiplier + m, as groups = in expects. */
export function depthwiseFromHwcm(kernel: Kernel): Kernel {
  const { shape, data } = permute(kernel, [2, 3, 0, 1]);
  const [channels = 1, multiplier = 1, height = 1, width = 1] = shape;
  return float32([channels * multiplier, 1, height, width], data);
}

/** [1, kh, kw, out] (TFLite DEPTHWISE_CONV_2D). */
export const depthwiseFrom1hwc = (kernel: Kernel): Kernel => permute(kernel, [3, 0, 1, 2]);
