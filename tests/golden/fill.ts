/** The deterministic fill of ../shared/goldens/README.md: parameters and image from hashes of names. */
import type { Checkpoint } from '#export/checkpoints/stored-tensor.ts';
import { sizeOf } from '#export/tensor-data.ts';
import type { Golden, GoldenKeys } from './golden-file.ts';
import { goldenFamily } from './programs.ts';

/** FNV-1a over the UTF-8 bytes. */
function hashOf(name: string): number {
  return new TextEncoder().encode(name).reduce((h, byte) => Math.imul(h ^ byte, 0x01000193), 0x811c9dc5);
}

/** The i-th 32-bit value of a name's sequence (murmur3's finaliser). */
function mixed(h0: number, i: number): number {
  let x = (h0 + Math.imul(i, 0x9e3779b9)) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

export function filledParameter(key: string, shape: readonly number[], gain: number): Float32Array {
  const h0 = hashOf(key);
  const valueOf = fillRule(key, shape, gain);
  // A plain loop: tens of millions of values for the largest networks.
  const values = new Float32Array(sizeOf(shape));
  for (let i = 0; i < values.length; i++) values[i] = valueOf((mixed(h0, i) / 2 ** 32) * 2 - 1);
  return values;
}

/** A parameter's value from u, −1 to 1. */
function fillRule(key: string, shape: readonly number[], gain: number): (u: number) => number {
  if (key.endsWith('num_batches_tracked')) return () => 0;
  if (key.endsWith('running_mean')) return (u) => 0.1 * u;
  if (key.endsWith('running_var')) return (u) => 1 + 0.5 * u;
  if (shape.length === 0) return (u) => 1 + 0.1 * u;
  if (shape.length === 1) return key.endsWith('.weight') ? (u) => 1 + 0.1 * u : (u) => 0.1 * u;
  // gain 1.41421356 stands for √2.
  const g = gain === 1.41421356 ? Math.SQRT2 : gain;
  const reach = Math.sqrt(3 / sizeOf(shape.slice(1)));
  return (u) => u * g * reach;
}

/** The golden's checkpoint: every key of its model, filled. */
export function filledCheckpoint(golden: Golden, keys: GoldenKeys): Checkpoint {
  const { adjust, filledAs } = goldenFamily(golden);
  return new Map(
    keys.map(({ key, shape }) => {
      const read = () => {
        const filled = filledParameter(filledAs?.(golden, key) ?? key, shape, golden.gain);
        return adjust?.(golden, key, filled) ?? filled;
      };
      return [key, { shape, read }];
    }),
  );
}

/** The golden's network input, NCHW, and its first bytes for `check`. */
export function goldenInput({ input }: Golden, name = 'image'): { bytes: Uint8Array; data: Float32Array } {
  const { h, w, channels, mean, std, order } = input;
  const scale = input.scale.includes('/255') ? 1 / 255 : 1;
  const h0 = hashOf(name);
  const bytes = Uint8Array.from({ length: 3 * h * w }, (_, i) => mixed(h0, i) >>> 24);
  const plane = h * w;
  const byteAt = (channel: number, i: number): number => {
    if (order !== 'GRAY') return bytes[channel * plane + i]!;
    const [red, green, blue] = [bytes[i]!, bytes[plane + i]!, bytes[2 * plane + i]!];
    return Math.floor(0.299 * red + 0.587 * green + 0.114 * blue + 0.5);
  };
  const data = new Float32Array(channels * plane);
  for (let channel = 0; channel < channels; channel++) {
    for (let i = 0; i < plane; i++) {
      data[channel * plane + i] = (byteAt(channel, i) * scale - mean[channel]!) / std[channel]!;
    }
  }
  return { bytes, data };
}
