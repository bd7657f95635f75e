/** A colour in OKLab: lightness 0..1, green-red a, blue-yellow b. Equal distances look about equally different. */
export type Oklab = readonly [lightness: number, a: number, b: number];

/** The colour of this lightness, chroma and hue (degrees). */
export function oklch(lightness: number, chroma: number, hueDegrees: number): Oklab {
  const hue = (hueDegrees * Math.PI) / 180;
  return [lightness, chroma * Math.cos(hue), chroma * Math.sin(hue)];
}

export function mixOklab(from: Oklab, to: Oklab, part: number): Oklab {
  const mix = (i: 0 | 1 | 2) => from[i] + (to[i] - from[i]) * part;
  return [mix(0), mix(1), mix(2)];
}

export function oklabDistance(one: Oklab, other: Oklab): number {
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

/**
 * sRGB in 0..1 (outside of it where the colour is out of gamut).
 * Matrices: Björn Ottosson, "A perceptual color space for image processing" (2020), https://bottosson.github.io/posts/oklab/
 */
export function oklabToSrgb([lightness, a, b]: Oklab): [red: number, green: number, blue: number] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encode(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** The transfer function of sRGB (IEC 61966-2-1). */
function encode(linear: number): number {
  return linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
}
