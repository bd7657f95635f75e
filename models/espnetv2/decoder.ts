/** The decoder's blocks: efficient pyramid pooling, and the encoder's features weighed by their own mean. */
import type { Tensor } from '#export/graph-builder.ts';
import { convLayer } from '#export/layers.ts';
import { sigmoid } from '#export/ops/activation.ts';
import { adaptiveAveragePool } from '#export/ops/adaptive-pool.ts';
import { mul } from '#export/ops/elementwise.ts';
import { globalAveragePool } from '#export/ops/pool.ts';
import { resizeBilinear } from '#export/ops/resize.ts';
import { concat, gather } from '#export/ops/shape.ts';
import { int64 } from '#export/tensor-data.ts';
import { bnPrelu, sameConv } from './blocks.ts';

/** Sizes at which the map is filtered, relative to its own. */
const SCALES = [2, 1.5, 1, 0.5, 0.1];
/** No filtered map is smaller than this. */
const SMALLEST_SIDE = 5;

export interface PyramidPool {
  /** Width inside, at every scale. */
  projected: number;
  out: number;
  /** The last one gives logits: a bias instead of normalisation and activation. */
  last: boolean;
}

export function pyramidPool(x: Tensor, key: string, { projected, out, last }: PyramidPool): Tensor {
  const narrow = cbr(
    sameConv(x, `${key}.projection_layer.cbr.0`, { out: projected, kernel: 1 }),
    `${key}.projection_layer`,
  );
  const [, , height, width] = narrow.shape as [number, number, number, number];
  const size = { height, width };
  const views = SCALES.map((scale, i) => {
    const filter = (each: Tensor) =>
      sameConv(each, `${key}.stages.${i}`, { out: projected, kernel: 3, groups: projected });
    const side = (full: number) => Math.max(SMALLEST_SIDE, Math.ceil(full * scale));
    const scaled = { height: side(height), width: side(width) };
    if (scale === 1) return filter(narrow);
    return scale > 1
      ? adaptiveAveragePool(filter(resizeBilinear(narrow, scaled, 'align-corners')), size)
      : resizeBilinear(filter(adaptiveAveragePool(narrow, scaled)), size, 'align-corners');
  });
  const active = bnPrelu(concat(views, 1), `${key}.merge_layer.0.br.0`, `${key}.merge_layer.0.br.1`);
  const layer = { out: projected, kernel: 3, groups: projected };
  const merged = cbr(
    sameConv(byChannel(active, projected), `${key}.merge_layer.2.cbr.0`, layer),
    `${key}.merge_layer.2`,
  );
  const result = convLayer(merged, `${key}.merge_layer.3`, { out, kernel: 1, bias: last });
  return last ? result : bnPrelu(result, `${key}.br.br.0`, `${key}.br.br.1`);
}

/** The encoder's features in the decoder's width, each channel weighed by what the whole picture says. */
export function weighedSkip(x: Tensor, key: string, out: number): Tensor {
  const weights = sigmoid(convLayer(globalAveragePool(x), `${key}.wt_layer.1`, { out, kernel: 1 }));
  const groups = greatestCommonDivisor(x.shape[1]!, out);
  const features = sameConv(x, `${key}.expansion_layer.cbr.0`, { out, kernel: 3, groups });
  return mul(cbr(features, `${key}.expansion_layer`), weights);
}

/** The normalisation and activation of the original's `cbr` triple. */
const cbr = (x: Tensor, key: string): Tensor => bnPrelu(x, `${key}.cbr.1`, `${key}.cbr.2`);

/** Channel shuffle: from scale by scale to channel by channel, so that a group holds one channel at every scale. */
function byChannel(x: Tensor, channels: number): Tensor {
  const order = Array.from({ length: channels }, (_, c) =>
    SCALES.map((_, scale) => scale * channels + c),
  ).flat();
  return gather(x, x.graph.constant(int64([order.length], order)), 1);
}

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);
