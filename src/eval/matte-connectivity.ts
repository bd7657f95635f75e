/**
 * Connectivity error of a matte (Rhemann et al., CVPR 2009), in thousands: how much alpha hangs apart from the one body
 * that truth and result have in common. At each level 0.1, 0.2 … 1 the common body is the largest 4-connected region
 * where both mattes reach the level; a pixel's own level is the last at which it belongs to that body, and what alpha
 * exceeds it by counts from THETA on. Alpha is 0..1, row by row.
 */
import { largestRegion } from './largest-region.ts';

const STEP = 0.1;
const LEVELS = 10;
/** Excess below this is no disconnection. */
const THETA = 0.15;

export function connectivityError(truth: ArrayLike<number>, found: ArrayLike<number>, width: number): number {
  if (truth.length !== found.length || truth.length % width !== 0) {
    throw new TypeError(`mattes of ${truth.length} and ${found.length} pixels in rows of ${width}`);
  }
  const levels = connectedLevels(truth, found, width);
  let sum = 0;
  for (let i = 0; i < truth.length; i++) {
    sum += Math.abs(connection(truth[i] ?? 0, levels[i] ?? 0) - connection(found[i] ?? 0, levels[i] ?? 0));
  }
  return sum / 1000;
}

/** The last level at which each pixel belongs to the common body; 0 for one that never does. */
function connectedLevels(truth: ArrayLike<number>, found: ArrayLike<number>, width: number): Float64Array {
  const levels = new Float64Array(truth.length).fill(1);
  const isOut = new Uint8Array(truth.length);
  const reached = new Uint8Array(truth.length);
  for (let k = 1; k <= LEVELS; k++) {
    const level = k * STEP;
    for (let i = 0; i < reached.length; i++) {
      reached[i] = (truth[i] ?? 0) >= level && (found[i] ?? 0) >= level ? 1 : 0;
    }
    const body = largestRegion(reached, width);
    for (let i = 0; i < body.length; i++) {
      if (body[i] || isOut[i]) continue;
      isOut[i] = 1;
      levels[i] = (k - 1) * STEP;
    }
  }
  return levels;
}

function connection(alpha: number, level: number): number {
  const excess = alpha - level;
  return excess >= THETA ? 1 - excess : 1;
}
