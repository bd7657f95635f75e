import type { Size } from '#core/geometry.ts';

const common: readonly Size[] = [
  { width: 640, height: 480 },
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
];

/** The resolutions to offer: the common ones, and the one in use where the address names another. */
export function resolutions(width: number, height: number): readonly Size[] {
  if (common.some((size) => size.width === width && size.height === height)) return common;
  return [...common, { width, height }].sort((a, b) => a.width * a.height - b.width * b.height);
}

const commonRates: readonly number[] = [15, 30, 60];

export function frameRates(frameRate: number): readonly number[] {
  return commonRates.includes(frameRate) ? commonRates : [...commonRates, frameRate].sort((a, b) => a - b);
}
