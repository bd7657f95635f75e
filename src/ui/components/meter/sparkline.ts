import { quantile } from '#core/quantiles.ts';

/** A line of the newest times and the height it is drawn to. */
export interface Sparkline {
  /** SVG path data in a box of `width` × `height`; empty below two values. */
  path: string;
  /** What the top edge stands for: a round number, so that the line does not breathe with every frame. */
  topMs: number;
}

/** `valuesMs` oldest first; values above the top edge are cut there. */
export function sparkline(valuesMs: ArrayLike<number>, width: number, height: number): Sparkline {
  const values = Array.from(valuesMs).filter(Number.isFinite);
  const topMs = roundUp(
    quantile(
      [...values].sort((a, b) => a - b),
      0.98,
    ) * 1.15,
  );
  if (values.length < 2) return { path: '', topMs };
  const step = width / (values.length - 1);
  const points = values.map((value, index) => {
    const y = height * (1 - Math.min(1, Math.max(0, value / topMs)));
    return `${(index * step).toFixed(1)} ${y.toFixed(1)}`;
  });
  return { path: `M${points.join('L')}`, topMs };
}

/** The next of 1, 2, 5, 10, 20 ... */
function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= value) ?? 10;
  return factor * power;
}
