/** Patterns that tell classes apart without colours: stripes of four directions, dots and squares, by class index. */

export const PATTERNS = 6;

/** What is left of a class's opacity between the strokes of its pattern. */
export const BETWEEN = 0.3;

/** Pixels after which a pattern repeats: as coarse as is still seen on small things, in any frame (by eye). */
export function patternPeriod(frameWidth: number): number {
  return Math.max(8, Math.round(frameWidth / 64));
}

/** The part of its opacity that a class has at a pixel, BETWEEN or 1. CPU twin of `pattern_at` in draw-labels.wgsl. */
export function patternAt(classIndex: number, x: number, y: number, period: number): number {
  const half = period >> 1;
  const kind = classIndex % PATTERNS;
  let isStroke: boolean;
  if (kind === 0) isStroke = (x + y) % period < half;
  else if (kind === 1) isStroke = (x + period * 4096 - y) % period < half;
  else if (kind === 2) isStroke = y % period < half;
  else if (kind === 3) isStroke = x % period < half;
  else if (kind === 4) isStroke = x % period < half && y % period < half;
  else isStroke = x % period < half !== y % period < half;
  return isStroke ? 1 : BETWEEN;
}
