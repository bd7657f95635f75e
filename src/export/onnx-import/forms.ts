/** Operators that are written in several forms, or whose form changed between operator sets. */
import { string } from '../graph.ts';
import type { Tensor } from '../graph-builder.ts';
import { softmax } from '../ops/activation.ts';
import { resize } from '../ops/resize.ts';
import { axisOf, pad, reshape, slice, type PadMode } from '../ops/shape.ts';
import { float32, int64, sizeOf } from '../tensor-data.ts';
import type { Call } from './call.ts';

/** Resize, and Upsample before it: sizes or scales, as input or attribute. */
export function resizeOf(call: Call): Tensor {
  const x = call.input(0);
  const [, , height, width] = sizesOf(call, x.shape);
  if (height === undefined || width === undefined) return call.refuse('only NCHW is resized');
  const upsample = call.node.op === 'Upsample' || call.opset < 11;
  const attributes = upsample
    ? {
        mode: string(call.string('mode', 'nearest')),
        coordinate_transformation_mode: string('asymmetric'),
        nearest_mode: string('floor'),
      }
    : call.node.attributes;
  return resize(x, { height, width }, attributes);
}

function sizesOf(call: Call, shape: readonly number[]): readonly number[] {
  const sizes = call.opset >= 11 ? call.numbers(3) : undefined;
  if (sizes && sizes.length > 0) return sizes;
  const attribute = call.node.attributes['scales'];
  const listed = attribute?.kind === 'floats' ? attribute.value : undefined;
  const scales = listed ?? call.numbers(call.opset >= 11 && call.node.op === 'Resize' ? 2 : 1) ?? [];
  return shape.map((side, axis) => Math.floor(side * (scales[axis] ?? call.refuse('has no scales'))));
}

/** Before opset 13 Softmax ran over all axes from `axis` on. */
export function softmaxOf(call: Call): Tensor {
  const x = call.input(0);
  if (call.opset >= 13) return softmax(x, axisOf('Softmax', x, call.int('axis', -1)));
  const axis = axisOf('Softmax', x, call.int('axis', 1));
  const flat = reshape(x, [sizeOf(x.shape.slice(0, axis)), -1]);
  return reshape(softmax(flat, 1), x.shape);
}

export function sliceOf(call: Call): Tensor {
  const starts = call.numbers(1, 'starts') ?? [];
  const ends = call.numbers(2, 'ends') ?? [];
  const axes = call.numbers(3, 'axes') ?? starts.map((_, axis) => axis);
  const steps = call.numbers(4) ?? [];
  return slice(
    call.input(0),
    ...starts.map((start, i) => ({ axis: axes[i] ?? i, start, end: ends[i], step: steps[i] ?? 1 })),
  );
}

export function padOf(call: Call): Tensor {
  const x = call.input(0);
  const amounts = call.numbers(1, 'pads') ?? [];
  const mode = call.string('mode', 'constant');
  if (!isPadMode(mode)) return call.refuse(`mode ${mode}`);
  const rank = x.shape.length;
  return pad(x, amounts.slice(0, rank), amounts.slice(rank), { mode, value: call.number(2, 'value') ?? 0 });
}

const isPadMode = (mode: string): mode is PadMode => ['constant', 'reflect', 'edge'].includes(mode);

/** A tensor, or numbers written as a scalar or a list. */
export function constantOf(call: Call): Tensor {
  const [attribute] = Object.values(call.node.attributes);
  switch (attribute?.kind) {
    case 'tensor':
      return call.graph.constant(attribute.value);
    case 'float':
      return call.graph.constant(float32([], [attribute.value]));
    case 'floats':
      return call.graph.constant(float32([attribute.value.length], attribute.value));
    case 'int':
      return call.graph.constant(int64([], [attribute.value]));
    case 'ints':
      return call.graph.constant(int64([attribute.value.length], attribute.value));
    default:
      return call.refuse('holds no numbers');
  }
}
