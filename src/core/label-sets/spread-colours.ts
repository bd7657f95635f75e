import type { ClassLabel } from '../labels.ts';

/** Turning the hue by the golden angle keeps neighbours in the list far apart on the colour wheel. */
const GOLDEN_ANGLE_DEGREES = 137.508;
const SATURATION = 0.8;
/** Cycled through, so that classes with similar hues still differ. */
const LIGHTNESS = [0.6, 0.72, 0.5] as const;

/** The names in a list with commas between them; a name may go over the end of a line. */
export function namesIn(list: string): string[] {
  return list.split(',').map((name) => name.trim().replaceAll(/\s+/g, ' '));
}

/** Labels for a data set that brings no colours of its own, or none that can be told apart. */
export function withSpreadColours(names: readonly string[]): readonly ClassLabel[] {
  return names.map((name, i) => ({
    name,
    colour: fromHsl((i * GOLDEN_ANGLE_DEGREES) % 360, SATURATION, LIGHTNESS[i % LIGHTNESS.length] ?? 0.6),
  }));
}

/** sRGB bytes; hue in degrees, the others 0..1. Source: CSS Color 4, section 7 (hslToRgb). */
function fromHsl(hue: number, saturation: number, lightness: number): ClassLabel['colour'] {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (n: number) => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}
