/**
 * Parameters where no checkpoint is at hand, for measuring speed only: the same numbers on every machine, scaled so
 * that activations neither vanish nor leave the range of float16 however deep the network is.
 */
import type { ParameterSource } from './graph-builder.ts';
import { float32, sizeOf, type TensorData } from './tensor-data.ts';

/** What a network wants at a key in place of the filler; undefined where the filler will do. */
export type UntrainedValue = (
  key: string,
  shape: readonly number[],
) => number | readonly number[] | undefined;

/** Biases and means: enough that channels differ, too little to outweigh what comes from the picture. */
const OFFSET = 0.05;

export class UntrainedParameters implements ParameterSource {
  private readonly valueOf: UntrainedValue;

  constructor(valueOf: UntrainedValue = () => undefined) {
    this.valueOf = valueOf;
  }

  take(key: string, shape: readonly number[]): TensorData<'float32'> {
    const count = sizeOf(shape);
    const wanted = this.valueOf(key, shape);
    if (typeof wanted === 'number') return float32(shape, new Float32Array(count).fill(wanted));
    if (wanted !== undefined) return float32(shape, Float32Array.from(wanted));
    const { centre, reach } = spreadOf(key, shape);
    const seed = hashOf(key);
    const values = new Float32Array(count);
    // A plain loop: Float32Array.from takes seconds for the largest networks.
    for (let i = 0; i < count; i++) values[i] = centre + reach * uniform(seed, i);
    return float32(shape, values);
  }
}

/**
 * Matrices and kernels are uniform with variance 1 ÷ fan-in, which keeps the variance of what passes through them.
 * He et al. ("Delving Deep into Rectifiers", 2015) have 2 ÷ fan-in to make up for ReLU; with the residual sums of
 * deep networks that grows beyond float16, and here the offsets keep ReLUs alive.
 */
function spreadOf(key: string, shape: readonly number[]): { centre: number; reach: number } {
  if (key.endsWith('running_var')) return { centre: 1, reach: 0 };
  if (shape.length > 1) return { centre: 0, reach: Math.sqrt(3 / sizeOf(shape.slice(1))) };
  // What scales (normalisations, learned factors) stays near 1.
  if (shape.length === 0 || key.endsWith('.weight')) return { centre: 1, reach: 0 };
  return { centre: 0, reach: OFFSET };
}

/** FNV-1a, so that every key has numbers of its own. */
function hashOf(key: string): number {
  return new TextEncoder().encode(key).reduce((h, byte) => Math.imul(h ^ byte, 0x01000193), 0x811c9dc5);
}

/** −1 to 1, by the finaliser of MurmurHash3. */
function uniform(seed: number, i: number): number {
  let x = (seed + Math.imul(i, 0x9e3779b9)) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 31 - 1;
}
