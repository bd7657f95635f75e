/**
 * The `fraction` quantile of ascending values, linear between the closest ranks (Hyndman and Fan's type 7, the
 * default of R and NumPy). NaN when there are none.
 */
export function quantile(ascending: ArrayLike<number>, fraction: number): number {
  const last = ascending.length - 1;
  if (last < 0) return NaN;
  const position = Math.min(Math.max(fraction, 0), 1) * last;
  const below = Math.floor(position);
  const low = ascending[below] ?? NaN;
  const high = ascending[Math.min(below + 1, last)] ?? NaN;
  return low + (high - low) * (position - below);
}
