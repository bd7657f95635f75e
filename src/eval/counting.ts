/**
 * Errors of counts over pictures. MAE and root mean squared error are what crowd papers call MAE and MSE (Zhang et al.,
 * CVPR 2016); NAE divides each error by its true count (Wang et al., NWPU-Crowd, arXiv:2001.03360), which leaves out
 * pictures without anybody. All but NAE in persons.
 */
export interface CountPair {
  truth: number;
  found: number;
}

export interface CountingScore {
  mae: number;
  rmse: number;
  /** NaN where no picture has anybody in it. */
  nae: number;
}

/** NaN for no pictures. */
export function countingScore(pairs: readonly CountPair[]): CountingScore {
  const errors = pairs.map(({ truth, found }) => Math.abs(found - truth));
  const relative = pairs
    .filter(({ truth }) => truth > 0)
    .map(({ truth, found }) => Math.abs(found - truth) / truth);
  return {
    mae: mean(errors),
    rmse: Math.sqrt(mean(errors.map((error) => error ** 2))),
    nae: mean(relative),
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
