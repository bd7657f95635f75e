import { VitrineError } from './errors/vitrine-error.ts';
import type { Placement, Size } from './geometry.ts';
import type { InputSpec } from './io-spec.ts';
import { bilinearTaps } from './taps.ts';

/** A picture on the CPU: sRGB bytes R G B A, row by row, no padding between rows. Alpha is not read. */
export interface RgbaImage extends Size {
  data: Uint8Array | Uint8ClampedArray;
}

/** The scaled picture within the model's input, in whole model pixels. */
export function placedSize({ frame, scaleX, scaleY }: Placement): Size {
  return { width: Math.round(frame.width * scaleX), height: Math.round(frame.height * scaleY) };
}

/** Number of channels of the input tensor. */
export function channelCount(channels: InputSpec['channels']): number {
  return channels === 'gray' ? 1 : 3;
}

/** The affine form of (u8 · scale − mean) / std per channel: u8 · gain + bias. */
export function normalisation(input: InputSpec): { gain: number[]; bias: number[] } {
  const count = channelCount(input.channels);
  const per = (values: readonly number[], name: string) => {
    if (values.length !== count) {
      throw new VitrineError('bad-shape', `input.${name} needs ${count} values, got ${values.length}`);
    }
    return values;
  };
  const std = per(input.std, 'std');
  const gain = std.map((value) => input.scale / value);
  const bias = per(input.mean, 'mean').map((value, i) => -value / (std[i] ?? 1));
  return { gain, bias };
}

/**
 * The model's input tensor for `image`: f32, [1,C,H,W] or [1,H,W,C] as `input.layout` says, placed, bilinearly
 * resized (half-pixel centres, clamped at the picture's edge, no prefilter) and normalised. CPU twin of the
 * `resize-normalize` pass. `gray` is taken before resizing, in whole steps. Writes into `out` and returns it.
 */
export function preprocess(
  image: RgbaImage,
  input: InputSpec,
  placement: Placement,
  out: Float32Array = new Float32Array(
    channelCount(input.channels) * placement.model.width * placement.model.height,
  ),
): Float32Array {
  const { width, height } = placement.model;
  const channels = channelCount(input.channels);
  requireLength('image', image.data.length, image.width * image.height * 4);
  requireLength('input tensor', out.length, channels * width * height);
  const { gain, bias } = normalisation(input);
  const planar = input.layout === 'nchw';
  const planes: Plane[] = Array.from({ length: channels }, (_, c) => ({
    out,
    start: planar ? c * width * height : c,
    step: planar ? 1 : channels,
    gain: gain[c] ?? 1,
    bias: bias[c] ?? 0,
  }));
  for (const plane of planes) fillPad(plane, input.pad, width * height);

  const source = input.channels === 'gray' ? grayOf(image) : image.data;
  const pixelStep = input.channels === 'gray' ? 1 : 4;
  planes.forEach((plane, c) => {
    const channel = input.channels === 'bgr' ? 2 - c : c;
    resizeInto(plane, { source, pixelStep, channel, width: image.width, height: image.height }, placement);
  });
  return out;
}

interface Plane {
  out: Float32Array;
  start: number;
  step: number;
  gain: number;
  bias: number;
}

interface Channel extends Size {
  source: Uint8Array | Uint8ClampedArray;
  pixelStep: number;
  channel: number;
}

function fillPad({ out, start, step, gain, bias }: Plane, pad: number, count: number): void {
  const value = pad * gain + bias;
  for (let i = 0, at = start; i < count; i++, at += step) out[at] = value;
}

function resizeInto(plane: Plane, channel: Channel, placement: Placement): void {
  const { out, start, step, gain, bias } = plane;
  const { source, pixelStep } = channel;
  const placed = placedSize(placement);
  const xs = bilinearTaps(channel.width, placed.width);
  const ys = bilinearTaps(channel.height, placed.height);
  for (let y = 0; y < placed.height; y++) {
    const top = ys.first[y]! * channel.width * pixelStep + channel.channel;
    const bottom = ys.second[y]! * channel.width * pixelStep + channel.channel;
    const wy = ys.weight[y]!;
    let at = start + ((y + placement.offsetY) * placement.model.width + placement.offsetX) * step;
    for (let x = 0; x < placed.width; x++, at += step) {
      const left = xs.first[x]! * pixelStep;
      const right = xs.second[x]! * pixelStep;
      const wx = xs.weight[x]!;
      const upper = source[top + left]! * (1 - wx) + source[top + right]! * wx;
      const lower = source[bottom + left]! * (1 - wx) + source[bottom + right]! * wx;
      out[at] = (upper * (1 - wy) + lower * wy) * gain + bias;
    }
  }
}

/** Reused between calls: a worker sees frames of one size for a long time. */
let grayScratch = new Uint8Array(0);

/** round(0.299 R + 0.587 G + 0.114 B) in integers, so that the GPU rounds alike. */
function grayOf(image: RgbaImage): Uint8Array {
  const count = image.width * image.height;
  if (grayScratch.length !== count) grayScratch = new Uint8Array(count);
  const { data } = image;
  for (let i = 0, at = 0; i < count; i++, at += 4) {
    grayScratch[i] = Math.floor((299 * data[at]! + 587 * data[at + 1]! + 114 * data[at + 2]! + 500) / 1000);
  }
  return grayScratch;
}

function requireLength(what: string, got: number, expected: number): void {
  if (got !== expected) throw new VitrineError('bad-shape', `${what} needs ${expected} values, got ${got}`);
}
