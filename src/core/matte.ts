import type { OutputSpec } from './io-spec.ts';
import type { MapWindow } from './map-window.ts';
import { agreement, disagreement } from './temporal.ts';

export type AlphaSpec = Extract<OutputSpec, { meaning: 'alpha' }>;

/** Where channel k of grid pixel p stands: data[k · channelStride + p · pixelStride]. */
export function alphaStrides(spec: AlphaSpec, cells: number) {
  const isPlanar = spec.layout === 'nchw';
  return { channelStride: isPlanar ? cells : 1, pixelStride: isPlanar ? 1 : spec.channels };
}

/**
 * Foreground opacity of the window's cells, f32 0..1, averaged over frames in place: `matte` holds the former frame's
 * and gets this one's. `weight` is the past's where the two agree, and falls to 0 where they differ much, so that
 * a still edge is calm and a moving one does not trail. Returns how many cells changed sides of a half. CPU twin of
 * `activate-alpha`.
 */
export function activateAlpha(
  data: Float32Array,
  spec: AlphaSpec,
  map: { width: number; height: number; window: MapWindow },
  matte: Float32Array,
  weight: number,
): number {
  const { width, window } = map;
  const { channelStride, pixelStride } = alphaStrides(spec, width * map.height);
  const alphaOf = (i: number) => {
    const x = i % window.width;
    const y = (i - x) / window.width;
    const pixel = ((window.top + y) * width + window.left + x) * pixelStride;
    return alphaAt(data, spec, pixel, channelStride);
  };
  let changed = 0;
  for (let i = 0; i < window.width * window.height; i++) {
    let value = alphaOf(i);
    const before = matte[i]!;
    if (weight > 0) value += (before - value) * weight * agreement(disagreement(i, window, alphaOf, before));
    if (value >= 0.5 !== before >= 0.5) changed++;
    matte[i] = value;
  }
  return changed;
}

function alphaAt(data: Float32Array, spec: AlphaSpec, pixel: number, channelStride: number): number {
  const value = data[pixel + spec.channel * channelStride]!;
  if (spec.activation === 'none') return Math.min(Math.max(value, 0), 1);
  if (spec.activation === 'sigmoid') return 1 / (1 + Math.exp(-value));
  // Softmax as one over the sum of e^(other − own): no overflow can turn it into NaN.
  let sum = 0;
  for (let k = 0; k < spec.channels; k++) sum += Math.exp(data[pixel + k * channelStride]! - value);
  return 1 / sum;
}
