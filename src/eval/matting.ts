/**
 * Pixel errors of a matte as the field reports them (Rhemann et al., CVPR 2009): SAD is the sum of absolute
 * differences in thousands, MSE the mean squared difference in thousandths; alpha is 0..1. Over all pixels, as where
 * there is no trimap.
 */
export interface MattingScore {
  /** Σ|found − truth| / 1000; grows with the picture. */
  sad: number;
  /** mean (found − truth)² · 1000. */
  mse: number;
}

export function mattingScore(truth: ArrayLike<number>, found: ArrayLike<number>): MattingScore {
  checkLengths(truth, found);
  let absolute = 0;
  let squared = 0;
  for (let i = 0; i < truth.length; i++) {
    const error = (found[i] ?? 0) - (truth[i] ?? 0);
    absolute += Math.abs(error);
    squared += error * error;
  }
  return { sad: absolute / 1000, mse: (squared / truth.length) * 1000 };
}

function checkLengths(truth: ArrayLike<number>, found: ArrayLike<number>): void {
  if (truth.length !== found.length) {
    throw new TypeError(`the true matte has ${truth.length} pixels, the result ${found.length}`);
  }
}
