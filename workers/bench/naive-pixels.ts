/** What tutorials do with pixels, written as well as they do: nearest pixels, a new array a frame, loops over all of them. */
import type { Size } from '#core/geometry.ts';
import type { InputSpec } from '#core/io-spec.ts';

type Normalised = Pick<InputSpec, 'layout' | 'channels' | 'scale' | 'mean' | 'std'>;

/** The frame at the model's size, stretched, normalised as the model wants it. */
export function naiveTensor(
  { data, width, height }: ImageData,
  size: Size,
  { layout, channels, scale, mean, std }: Normalised,
): Float32Array {
  const count = mean.length;
  const tensor = new Float32Array(count * size.width * size.height);
  for (let y = 0; y < size.height; y++) {
    const fromY = Math.floor((y * height) / size.height);
    for (let x = 0; x < size.width; x++) {
      const from = (fromY * width + Math.floor((x * width) / size.width)) * 4;
      for (let channel = 0; channel < count; channel++) {
        const value =
          channels === 'gray'
            ? 0.299 * data[from]! + 0.587 * data[from + 1]! + 0.114 * data[from + 2]!
            : data[from + (channels === 'bgr' ? 2 - channel : channel)]!;
        const at =
          layout === 'nchw'
            ? (channel * size.height + y) * size.width + x
            : (y * size.width + x) * count + channel;
        tensor[at] = (value * scale - mean[channel]!) / std[channel]!;
      }
    }
  }
  return tensor;
}

/** Lays a colour over the frame, as strongly as `strength` (row by row, of `size`, clamped to 0..1) says. */
export function naiveTint({ data, width, height }: ImageData, strength: Float32Array, size: Size): void {
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * size.height) / height) * size.width;
    for (let x = 0; x < width; x++) {
      const value = strength[row + Math.floor((x * size.width) / width)] ?? 0;
      const alpha = Math.min(1, Math.max(0, value)) * 0.6;
      const at = (y * width + x) * 4;
      data[at] = data[at]! * (1 - alpha);
      data[at + 1] = data[at + 1]! * (1 - alpha) + 200 * alpha;
      data[at + 2] = data[at + 2]! * (1 - alpha) + 120 * alpha;
    }
  }
}
