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
    start: planar ? c * width * height : c,
    gain: gain[c] ?? 1,
    bias: bias[c] ?? 0,
    channel: input.channels === 'bgr' ? 2 - c : c,
  }));
  const target: Target = { out, step: planar ? 1 : channels, placement };
  if (!isCovered(placement)) for (const plane of planes) fillPad(target, plane, input.pad);
  const [first, second, third] = planes;
  if (first && second && third) resizeColour(target, image, first, second, third);
  else if (first) {
    // Not by spreading: an ImageData has its sides on the prototype.
    resizeGray(target, { data: grayOf(image), width: image.width, height: image.height }, first);
  }
  return out;
}

/** Where one channel goes in the tensor, and which byte of a pixel it comes from. */
interface Plane {
  start: number;
  gain: number;
  bias: number;
  channel: number;
}

interface Target {
  out: Float32Array;
  /** From a pixel to its right neighbour. */
  step: number;
  placement: Placement;
}

/** True when the picture leaves no model pixel to padding. */
function isCovered(placement: Placement): boolean {
  const { width, height } = placedSize(placement);
  return width >= placement.model.width && height >= placement.model.height;
}

function fillPad({ out, step, placement }: Target, { start, gain, bias }: Plane, pad: number): void {
  const count = placement.model.width * placement.model.height;
  const value = pad * gain + bias;
  if (step === 1) out.fill(value, start, start + count);
  else for (let i = 0, at = start; i < count; i++, at += step) out[at] = value;
}

/** Index of the pixel in the tensor where row `y` of the placed picture begins. */
function rowStart({ model, offsetX, offsetY }: Placement, y: number): number {
  return (y + offsetY) * model.width + offsetX;
}

/**
 * All three channels in one walk, a whole pixel by one read: it is the longest loop of a frame on the CPU, and three
 * walks by bytes take more than twice as long.
 */
function resizeColour(
  { out, step, placement }: Target,
  image: RgbaImage,
  first: Plane,
  second: Plane,
  third: Plane,
): void {
  const pixels = wholePixels(image);
  const placed = placedSize(placement);
  const xs = bilinearTaps(image.width, placed.width);
  const ys = bilinearTaps(image.height, placed.height);
  const { gain: gain0, bias: bias0, channel: channel0 } = first;
  const { gain: gain1, bias: bias1, channel: channel1 } = second;
  const { gain: gain2, bias: bias2, channel: channel2 } = third;
  const [shift0, shift1, shift2] = [8 * channel0, 8 * channel1, 8 * channel2];
  for (let y = 0; y < placed.height; y++) {
    const top = ys.first[y]! * image.width;
    const bottom = ys.second[y]! * image.width;
    const below = ys.weight[y]!;
    const above = 1 - below;
    let at = rowStart(placement, y) * step;
    for (let x = 0; x < placed.width; x++, at += step) {
      const left = xs.first[x]!;
      const right = xs.second[x]!;
      const toRight = xs.weight[x]!;
      const toLeft = 1 - toRight;
      const a = pixels[top + left]!;
      const b = pixels[top + right]!;
      const c = pixels[bottom + left]!;
      const d = pixels[bottom + right]!;
      const upper0 = ((a >>> shift0) & 255) * toLeft + ((b >>> shift0) & 255) * toRight;
      const lower0 = ((c >>> shift0) & 255) * toLeft + ((d >>> shift0) & 255) * toRight;
      out[at + first.start] = (upper0 * above + lower0 * below) * gain0 + bias0;
      const upper1 = ((a >>> shift1) & 255) * toLeft + ((b >>> shift1) & 255) * toRight;
      const lower1 = ((c >>> shift1) & 255) * toLeft + ((d >>> shift1) & 255) * toRight;
      out[at + second.start] = (upper1 * above + lower1 * below) * gain1 + bias1;
      const upper2 = ((a >>> shift2) & 255) * toLeft + ((b >>> shift2) & 255) * toRight;
      const lower2 = ((c >>> shift2) & 255) * toLeft + ((d >>> shift2) & 255) * toRight;
      out[at + third.start] = (upper2 * above + lower2 * below) * gain2 + bias2;
    }
  }
}

/** R in the lowest byte: every machine that browsers run on is little-endian. */
function wholePixels({ data, width, height }: RgbaImage): Uint32Array {
  const aligned = data.byteOffset % 4 === 0 ? data : data.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, width * height);
}

interface GrayImage extends Size {
  data: Uint8Array;
}

function resizeGray({ out, placement }: Target, image: GrayImage, { gain, bias }: Plane): void {
  const { data, width, height } = image;
  const placed = placedSize(placement);
  const xs = bilinearTaps(width, placed.width);
  const ys = bilinearTaps(height, placed.height);
  for (let y = 0; y < placed.height; y++) {
    const top = ys.first[y]! * width;
    const bottom = ys.second[y]! * width;
    const wy = ys.weight[y]!;
    let at = rowStart(placement, y);
    for (let x = 0; x < placed.width; x++, at++) {
      const [left, right, wx] = [xs.first[x]!, xs.second[x]!, xs.weight[x]!];
      const upper = data[top + left]! * (1 - wx) + data[top + right]! * wx;
      const lower = data[bottom + left]! * (1 - wx) + data[bottom + right]! * wx;
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
