import { int, ints, type Attributes } from '../graph.ts';
import { shapeError, type Tensor } from '../graph-builder.ts';
import { showShape } from '../tensor-data.ts';
import { checkWindow, pair, pads, windowed, type Pads, type Pair } from './window.ts';

export interface ConvOptions {
  bias?: Tensor;
  stride?: Pair;
  pad?: Pads;
  dilation?: Pair;
  groups?: number;
}

/** 2-D convolution of NCHW; `weight` is [out, in / groups, height, width]. */
export function conv(x: Tensor, weight: Tensor, options: ConvOptions = {}): Tensor {
  const { bias, groups = 1 } = options;
  const [batch, channels] = x.shape;
  const [out = 0, perGroup = 0, kernelHeight = 0, kernelWidth = 0] = weight.shape;
  const shapes = `input ${showShape(x.shape)} and weight ${showShape(weight.shape)}, groups ${groups}`;
  if (x.shape.length !== 4 || weight.shape.length !== 4)
    throw shapeError('Conv', `4-D wanted, got ${shapes}`);
  if (channels !== perGroup * groups || out % groups !== 0) throw shapeError('Conv', `channels: ${shapes}`);
  checkBias('Conv', bias, out);
  const window = {
    kernel: [kernelHeight, kernelWidth] as const,
    stride: pair(options.stride ?? 1),
    pads: pads(options.pad ?? 0),
    dilation: pair(options.dilation ?? 1),
  };
  const shape = [batch!, out, ...windowed('Conv', x.shape, window)];
  const attributes: Attributes = {
    kernel_shape: ints(window.kernel),
    strides: ints(window.stride),
    pads: ints(window.pads),
    dilations: ints(window.dilation),
    group: int(groups),
  };
  return x.graph.emit('Conv', bias ? [x, weight, bias] : [x, weight], attributes, { type: x.type, shape });
}

export interface ConvTransposeOptions extends ConvOptions {
  /** Added to one side of the output's shape. */
  outputPad?: Pair;
}

/** Transposed 2-D convolution of NCHW; `weight` is [in, out / groups, height, width]. */
export function convTranspose(x: Tensor, weight: Tensor, options: ConvTransposeOptions = {}): Tensor {
  const { bias, groups = 1 } = options;
  const [batch, channels, ...sides] = x.shape;
  const [inChannels, perGroup = 0, ...kernel] = weight.shape;
  if (
    x.shape.length !== 4 ||
    weight.shape.length !== 4 ||
    channels !== inChannels ||
    channels! % groups !== 0
  ) {
    const shapes = `input ${showShape(x.shape)} and weight ${showShape(weight.shape)}, groups ${groups}`;
    throw shapeError('ConvTranspose', `channels: ${shapes}`);
  }
  checkBias('ConvTranspose', bias, perGroup * groups);
  const stride = pair(options.stride ?? 1);
  const dilation = pair(options.dilation ?? 1);
  const outputPad = pair(options.outputPad ?? 0);
  const around = pads(options.pad ?? 0);
  const [kernelHeight = 0, kernelWidth = 0] = kernel;
  checkWindow('ConvTranspose', { kernel: [kernelHeight, kernelWidth], stride, pads: around, dilation });
  const grown = sides.map(
    (side, i) =>
      (side - 1) * stride[i]! +
      (kernel[i]! - 1) * dilation[i]! +
      1 +
      outputPad[i]! -
      around[i]! -
      around[i + 2]!,
  );
  const attributes: Attributes = {
    kernel_shape: ints(kernel),
    strides: ints(stride),
    pads: ints(around),
    dilations: ints(dilation),
    output_padding: ints(outputPad),
    group: int(groups),
  };
  const result = { type: x.type, shape: [batch!, perGroup * groups, ...grown] };
  return x.graph.emit('ConvTranspose', bias ? [x, weight, bias] : [x, weight], attributes, result);
}

function checkBias(op: string, bias: Tensor | undefined, channels: number): void {
  if (bias && (bias.shape.length !== 1 || bias.shape[0] !== channels)) {
    throw shapeError(op, `bias must be [${channels}], got ${showShape(bias.shape)}`);
  }
}
