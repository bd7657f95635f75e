import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer } from '#export/layers.ts';
import { silu } from '#export/ops/activation.ts';
import { add } from '#export/ops/elementwise.ts';
import { maxPool } from '#export/ops/pool.ts';
import { concat } from '#export/ops/shape.ts';

/** Set for every normalisation of the detector (Detector.init_bn). */
export const EPSILON = 1e-3;

export type Activation = (x: Tensor) => Tensor;

export interface Conv {
  out: number;
  kernel: number;
  stride?: number;
  groups?: number;
}

export const convBn = (x: Tensor, conv: string, norm: string, layer: Conv): Tensor =>
  batchNormLayer(convLayer(x, conv, { ...layer, pad: (layer.kernel - 1) / 2 }), norm, EPSILON);

/** The original's ConvBNAct: `<key>.conv` and `<key>.bn`. */
export const unit = (x: Tensor, key: string, layer: Conv, act: Activation): Tensor =>
  act(convBn(x, `${key}.conv`, `${key}.bn`, layer));

export interface Inverted {
  out: number;
  mid: number;
  stride?: number;
  /** Places in the original's list of layers: before squeeze-and-excitation went, one stood between them. */
  narrowAt: number;
}

/** Widen, filter each channel over 5×5, narrow; a residual where the shape stays. */
export function inverted(x: Tensor, key: string, layer: Inverted, act: Activation): Tensor {
  const { out, mid, stride = 1, narrowAt } = layer;
  const wide = act(convBn(x, `${key}.0`, `${key}.1`, { out: mid, kernel: 1 }));
  const filtered = act(convBn(wide, `${key}.3`, `${key}.4`, { out: mid, kernel: 5, stride, groups: mid }));
  const narrow = convBn(filtered, `${key}.${narrowAt}`, `${key}.${narrowAt + 1}`, { out, kernel: 1 });
  return stride === 1 && x.shape[1] === out ? add(x, narrow) : narrow;
}

/** Maxima over 5, 9 and 13 pixels beside the features; 9 and 13 are maxima of maxima over 5. Always with SiLU. */
export function pyramidPool(x: Tensor, key: string): Tensor {
  const out = x.shape[1]!;
  const views = [unit(x, `${key}.conv1`, { out: out / 2, kernel: 1 }, silu)];
  for (let i = 0; i < 3; i++) views.push(maxPool(views.at(-1)!, 5, { stride: 1, pad: 2 }));
  return unit(concat(views, 1), `${key}.conv2`, { out, kernel: 1 }, silu);
}
