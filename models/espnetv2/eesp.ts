/** The encoder's blocks: extremely efficient spatial pyramids of dilated depth-wise convolutions (EESP). */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, preluLayer } from '#export/layers.ts';
import { add } from '#export/ops/elementwise.ts';
import { averagePool } from '#export/ops/pool.ts';
import { concat } from '#export/ops/shape.ts';
import { bnPrelu, convBnPrelu, sameConv } from './blocks.ts';

const BRANCHES = 4;

/** Channels of the image as it goes in again at each level. */
const REINFORCEMENT_CHANNELS = 3;

/**
 * Dilations of the branches under a limit on the receptive field: branch i sees 3 + 2i pixels, and one that would see
 * more than the limit falls back to 3. The narrowest come first.
 */
const dilations = (limit: number): number[] =>
  Array.from({ length: BRANCHES }, (_, i) => (3 + 2 * i <= limit ? 1 + i : 1)).sort((a, b) => a - b);

/** A block that keeps size and width, with a residual. `limit` bounds the receptive field of its branches. */
export function eesp(x: Tensor, key: string, limit: number): Tensor {
  const features = pyramid(x, key, { out: x.shape[1]!, stride: 1, limit });
  return preluLayer(add(features, x), `${key}.module_act`);
}

/** Halves the size: pooled features and a strided pyramid side by side, plus the image shrunk to that size. */
export function downSample(x: Tensor, image: Tensor, key: string, out: number, limit: number): Tensor {
  const halve = (each: Tensor) => averagePool(each, 3, { stride: 2, pad: 1 });
  const pooled = halve(x);
  const features = concat(
    [pooled, pyramid(x, `${key}.eesp`, { out: out - x.shape[1]!, stride: 2, limit })],
    1,
  );
  let shrunk = image;
  while (shrunk.shape[2]! > pooled.shape[2]!) shrunk = halve(shrunk);
  const first = convBnPrelu(shrunk, `${key}.inp_reinf.0`, { out: REINFORCEMENT_CHANNELS, kernel: 3 });
  const second = sameConv(first, `${key}.inp_reinf.1.conv`, { out, kernel: 1 });
  return preluLayer(add(features, batchNormLayer(second, `${key}.inp_reinf.1.bn`)), `${key}.act`);
}

/** Reduce, transform by branches that add up from the narrowest view to the widest, merge by a grouped expansion. */
function pyramid(
  x: Tensor,
  key: string,
  { out, stride, limit }: { out: number; stride: number; limit: number },
): Tensor {
  const narrow = out / BRANCHES;
  const reduced = convBnPrelu(x, `${key}.proj_1x1`, { out: narrow, kernel: 1, groups: BRANCHES });
  const views: Tensor[] = [];
  for (const [i, dilation] of dilations(limit).entries()) {
    const layer = { out: narrow, kernel: 3, stride, dilation, groups: narrow };
    const view = sameConv(reduced, `${key}.spp_dw.${i}.conv`, layer);
    const before = views.at(-1);
    views.push(before ? add(view, before) : view);
  }
  const merged = bnPrelu(concat(views, 1), `${key}.br_after_cat.bn`, `${key}.br_after_cat.act`);
  const expanded = sameConv(merged, `${key}.conv_1x1_exp.conv`, { out, kernel: 1, groups: BRANCHES });
  return batchNormLayer(expanded, `${key}.conv_1x1_exp.bn`);
}
