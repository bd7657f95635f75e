/** How restless results are over time, from two frames in a row. */

/**
 * Share of the pixels without motion whose label changes, 0..1; NaN where everything moves. `still` is nonzero where
 * the picture shows the same thing in both frames.
 */
export function labelFlicker(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  still: ArrayLike<number>,
): number {
  checkLengths(before, after, still);
  let resting = 0;
  let changed = 0;
  for (let i = 0; i < before.length; i++) {
    if (!still[i]) continue;
    resting++;
    if (before[i] !== after[i]) changed++;
  }
  return changed / resting;
}

/** A matte, 0..1, in two frames in a row. */
export interface MattePair {
  before: ArrayLike<number>;
  after: ArrayLike<number>;
}

/**
 * dtSSD (Erofeev et al., BMVC 2015): root of the mean squared difference between how the result changes and how the
 * truth does, times 100. A sequence's figure is the mean over its pairs.
 */
export function dtSsd(truth: MattePair, found: MattePair): number {
  checkLengths(truth.before, truth.after, found.before, found.after);
  let squared = 0;
  for (let i = 0; i < truth.before.length; i++) {
    const trueChange = (truth.after[i] ?? 0) - (truth.before[i] ?? 0);
    const change = (found.after[i] ?? 0) - (found.before[i] ?? 0);
    squared += (change - trueChange) ** 2;
  }
  return 100 * Math.sqrt(squared / truth.before.length);
}

function checkLengths(...frames: readonly ArrayLike<number>[]): void {
  const lengths = frames.map(({ length }) => length);
  if (new Set(lengths).size > 1) throw new TypeError(`frames differ in pixels: ${lengths.join(', ')}`);
}
