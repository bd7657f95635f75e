/** Window attributes of convolutions and pools, with `auto_pad` worked out for the static shape. */
import { samePads, windowed } from '../ops/window.ts';
import type { Call } from './call.ts';

type FourPads = readonly [number, number, number, number];

export function convWindow(call: Call) {
  const [, , height = 1, width = 1] = call.input(1).shape;
  const [stride, dilation] = [call.pair('strides', 1), call.pair('dilations', 1)];
  return {
    stride,
    dilation,
    groups: call.int('group', 1),
    pad: padsOf(call, [height, width], stride, dilation),
  };
}

export function convTransposeWindow(call: Call) {
  const [, , height = 1, width = 1] = call.input(1).shape;
  const [stride, dilation] = [call.pair('strides', 1), call.pair('dilations', 1)];
  const outputPad = call.pair('output_padding', 0);
  if (call.ints('output_shape')) return call.refuse('output_shape is not supported');
  const common = { stride, dilation, outputPad, groups: call.int('group', 1) };
  const mode = call.string('auto_pad', 'NOTSET');
  if (mode === 'NOTSET' || mode === 'VALID') return { ...common, pad: statedPads(call) };
  // SAME makes the output stride times the input; what the window adds beyond that is cut off.
  const [vertical, horizontal] = [height, width].map((kernel, i) =>
    Math.max(0, (kernel - 1) * dilation[i]! + 1 + outputPad[i]! - stride[i]!),
  ) as [number, number];
  const total = (begin: (all: number) => number): FourPads => [
    begin(vertical),
    begin(horizontal),
    vertical - begin(vertical),
    horizontal - begin(horizontal),
  ];
  return {
    ...common,
    pad: total((all) => (mode === 'SAME_UPPER' ? Math.floor(all / 2) : Math.ceil(all / 2))),
  };
}

export function poolWindow(call: Call) {
  const kernel = call.pair('kernel_shape', 1);
  const stride = call.pair('strides', 1);
  const dilation = call.pair('dilations', 1);
  if (dilation.some((step) => step !== 1)) return call.refuse('dilated pools are not supported');
  const pad = padsOf(call, kernel, stride, dilation);
  if (call.int('ceil_mode', 0) === 1) {
    const { shape } = call.input(0);
    const down = windowed(call.node.op, shape, { kernel, stride, pads: pad, dilation });
    const exact = down.every((side, i) => {
      const padded = shape[i + 2]! + pad[i]! + pad[i + 2]!;
      return (side - 1) * stride[i]! + kernel[i]! === padded;
    });
    if (!exact) return call.refuse('ceil_mode would add an incomplete window at this size');
  }
  return { kernel, stride, pad };
}

function padsOf(
  call: Call,
  kernel: readonly [number, number],
  stride: readonly [number, number],
  dilation: readonly [number, number],
): FourPads {
  const mode = call.string('auto_pad', 'NOTSET');
  if (mode === 'NOTSET') return statedPads(call);
  if (mode === 'VALID') return [0, 0, 0, 0];
  const [top, left, bottom, right] = samePads(call.input(0).shape, kernel, stride, dilation);
  return mode === 'SAME_UPPER' ? [top, left, bottom, right] : [bottom, right, top, left];
}

function statedPads(call: Call): FourPads {
  const [top = 0, left = 0, bottom = 0, right = 0] = call.ints('pads') ?? [];
  return [top, left, bottom, right];
}
