import { mixOklab, oklabDistance, oklabToSrgb, oklch, type Oklab } from './oklab.ts';

/**
 * From dark violet over red and orange to pale yellow: lightness rises all the way, so that order stays readable in
 * gray and to colour-blind eyes, and every colour is one that sRGB has. Chosen by eye.
 */
const HEAT_STOPS: readonly Oklab[] = [
  oklch(0.2, 0.08, 285),
  oklch(0.36, 0.16, 300),
  oklch(0.52, 0.2, 350),
  oklch(0.66, 0.19, 25),
  oklch(0.78, 0.15, 62),
  oklch(0.94, 0.12, 105),
];

/** A perceptually uniform heat map of `count` colours: neighbours are equally far apart in OKLab. sRGB, 0..1. */
export function heatColours(count: number): [red: number, green: number, blue: number][] {
  const lengths = HEAT_STOPS.slice(1).map((stop, i) => oklabDistance(HEAT_STOPS[i]!, stop));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return Array.from({ length: count }, (_, i) => {
    let rest = (total * i) / Math.max(count - 1, 1);
    let segment = 0;
    while (segment < lengths.length - 1 && rest > lengths[segment]!) rest -= lengths[segment++]!;
    const part = Math.min(rest / lengths[segment]!, 1);
    return oklabToSrgb(mixOklab(HEAT_STOPS[segment]!, HEAT_STOPS[segment + 1]!, part));
  });
}
