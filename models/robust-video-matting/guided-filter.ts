/**
 * Deep guided filter (Wu et al., CVPR 2018): what was found on the small picture, as an affine map of the large one's
 * colours around each pixel.
 */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer } from '#export/layers.ts';
import { relu } from '#export/ops/activation.ts';
import { add, mul, sub } from '#export/ops/elementwise.ts';
import { reduceMean } from '#export/ops/reduce.ts';
import { resizeBilinear } from '#export/ops/resize.ts';
import { concat } from '#export/ops/shape.ts';

/** `found`: foreground residual and alpha on the small picture, 4 channels. The same for the large one. */
export function guidedFilter(
  large: Tensor,
  small: Tensor,
  found: Tensor,
  features: Tensor,
  key: string,
): Tensor {
  const [, , height, width] = large.shape as [number, number, number, number];
  const box = (x: Tensor): Tensor =>
    convLayer(x, `${key}.box_filter`, { out: 4, kernel: 3, pad: 1, groups: 4 });
  const guide = withGrey(small);
  const [meanGuide, meanFound] = [box(guide), box(found)];
  const covariance = sub(box(mul(guide, found)), mul(meanGuide, meanFound));
  const variance = sub(box(mul(guide, guide)), mul(meanGuide, meanGuide));
  const slope = network(concat([covariance, variance, features], 1), `${key}.conv`);
  const shift = sub(meanFound, mul(slope, meanGuide));
  const enlarged = (x: Tensor): Tensor => resizeBilinear(x, { height, width });
  return add(mul(enlarged(slope), withGrey(large)), enlarged(shift));
}

const withGrey = (x: Tensor): Tensor => concat([x, reduceMean(x, [1])], 1);

function network(x: Tensor, key: string): Tensor {
  const layer = (from: Tensor, position: number): Tensor => {
    const features = convLayer(from, `${key}.${position}`, { out: 16, kernel: 1 });
    return relu(batchNormLayer(features, `${key}.${position + 1}`));
  };
  return convLayer(layer(layer(x, 0), 3), `${key}.6`, { out: 4, kernel: 1, bias: true });
}
