/** Modulated deformable convolution (Zhu et al., "Deformable ConvNets v2", 2019) of operators that ORT's WebGPU provider has. */
import { shapeError, type Tensor } from '../graph-builder.ts';
import { float32, sameShape, showShape } from '../tensor-data.ts';
import { conv, type ConvOptions } from './convolution.ts';
import { add, mul } from './elementwise.ts';
import { gridSample } from './grid-sample.ts';
import { concat, reshape, slice } from './shape.ts';
import { pads, pair, windowed, type Window } from './window.ts';

export interface DeformConvOptions extends ConvOptions {
  /** [1, 2·taps, h, w] in pixels, added to where each tap of the kernel reads: down and right of tap 0, of tap 1, ... */
  offset: Tensor;
  /** [1, taps, h, w]: a factor for what each tap reads. */
  modulation: Tensor;
}

/**
 * torchvision.ops.deform_conv2d of NCHW with one offset group: bilinear samples, zeros outside; `weight` is
 * [out, in / groups, height, width]. The provider has no DeformConv: what all taps read comes from one GridSample, tap
 * below tap, and with the taps as further channels the kernel is one of a single pixel.
 */
export function deformConv(x: Tensor, weight: Tensor, options: DeformConvOptions): Tensor {
  const { offset, modulation, bias, groups } = options;
  const [out = 0, perGroup = 0, kernelHeight = 0, kernelWidth = 0] = weight.shape;
  const window: Window = {
    kernel: [kernelHeight, kernelWidth],
    stride: pair(options.stride ?? 1),
    pads: pads(options.pad ?? 0),
    dilation: pair(options.dilation ?? 1),
  };
  const [height, width] = windowed('deformable convolution', x.shape, window) as [number, number];
  const taps = kernelHeight * kernelWidth;
  checkShape('offset', offset, [1, 2 * taps, height, width]);
  checkShape('modulation', modulation, [1, taps, height, width]);

  const samples = gridSample(x, grid(x, offset, window), { alignCorners: false });
  const channels = x.shape[1]!;
  const modulated = mul(samples, reshape(modulation, [1, 1, taps * height, width]));
  const kernel = reshape(weight, [out, perGroup * taps, 1, 1]);
  return conv(reshape(modulated, [1, channels * taps, height, width]), kernel, { bias, groups });
}

/** [1, taps·h, w, 2]: x and y of all samples, −1 and 1 at the outer edges of the corner pixels. */
function grid(x: Tensor, offset: Tensor, { kernel, stride, pads: [top, left], dilation }: Window): Tensor {
  const [, channels = 0, height = 0, width = 0] = offset.shape;
  const taps = channels / 2;
  const [rows, columns] = x.shape.slice(2) as [number, number];
  const constant = (shape: number[], at: (tap: number, i: number) => number, side: number, count: number) => {
    const pixels = Array.from({ length: taps * count }, (_, i) => at(Math.floor(i / count), i % count));
    return x.graph.constant(
      float32(
        shape,
        pixels.map((pixel) => (2 * pixel + 1) / side - 1),
      ),
    );
  };
  const down = (tap: number, i: number) => i * stride[0] - top + Math.floor(tap / kernel[1]) * dilation[0];
  const right = (tap: number, i: number) => i * stride[1] - left + (tap % kernel[1]) * dilation[1];
  const moved = (first: 0 | 1, side: number, undisturbed: Tensor): Tensor => {
    const pixels = slice(offset, { axis: 1, start: first, step: 2 });
    return reshape(add(mul(pixels, 2 / side), undisturbed), [1, taps * height, width, 1]);
  };
  const y = moved(0, rows, constant([1, taps, height, 1], down, rows, height));
  const across = moved(1, columns, constant([1, taps, 1, width], right, columns, width));
  return concat([across, y], 3);
}

function checkShape(what: string, { shape }: Tensor, wanted: readonly number[]): void {
  if (sameShape(shape, wanted)) return;
  const problem = `${what} must be ${showShape(wanted)}, got ${showShape(shape)}`;
  throw shapeError('deformable convolution', problem);
}
