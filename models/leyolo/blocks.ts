/** LeYOLO's convolutions: each normalised and followed by SiLU, those of the trunk with a bias besides. */
import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer } from '#export/layers.ts';
import { silu } from '#export/ops/activation.ts';
import { add } from '#export/ops/elementwise.ts';
import { maxPool } from '#export/ops/pool.ts';
import { concat } from '#export/ops/shape.ts';

/** ultralytics sets this for every normalisation (initialize_weights). */
const EPSILON = 1e-3;

interface Conv {
  out: number;
  kernel: number;
  stride?: number;
  groups?: number;
}

const padded = (x: Tensor, key: string, layer: Conv & { bias: boolean }): Tensor =>
  convLayer(x, key, { ...layer, pad: (layer.kernel - 1) / 2 });

/** The trunk's own convolution. */
export const convUnit = (x: Tensor, key: string, layer: Conv): Tensor =>
  silu(batchNormLayer(padded(x, `${key}.c`, { ...layer, bias: true }), `${key}.bn`, EPSILON));

/** ultralytics' convolution, of the pyramid pooling and the heads. */
export const plainUnit = (x: Tensor, key: string, layer: Conv): Tensor =>
  silu(batchNormLayer(padded(x, `${key}.conv`, { ...layer, bias: false }), `${key}.bn`, EPSILON));

export interface Bottleneck {
  out: number;
  kernel: number;
  /** Width between; undefined leaves the widening out. */
  mid?: number;
  stride?: number;
}

/** Widen, filter each channel, narrow: an inverted bottleneck, with a residual where the shape stays. */
export function bottleneck(x: Tensor, key: string, { out, kernel, mid, stride = 1 }: Bottleneck): Tensor {
  const at = (layer: number) => `${key}.layers.${layer + (mid === undefined ? 0 : 1)}`;
  const wide = mid === undefined ? x : convUnit(x, `${key}.layers.0`, { out: mid, kernel: 1 });
  const channels = wide.shape[1]!;
  const filtered = convUnit(wide, at(0), { out: channels, kernel, stride, groups: channels });
  const narrow = batchNormLayer(padded(filtered, at(1), { out, kernel: 1, bias: true }), at(2), EPSILON);
  return stride === 1 && x.shape[1] === out ? add(narrow, x) : narrow;
}

/** SPPF: the same maximum pooled over and over sees ever more; all views side by side. */
export function pyramidPool(x: Tensor, key: string, out: number): Tensor {
  const views = [plainUnit(x, `${key}.cv1`, { out: x.shape[1]! / 2, kernel: 1 })];
  for (let i = 0; i < 3; i++) views.push(maxPool(views.at(-1)!, 5, { stride: 1, pad: 2 }));
  return plainUnit(concat(views, 1), `${key}.cv2`, { out, kernel: 1 });
}
