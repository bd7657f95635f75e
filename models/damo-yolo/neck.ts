/** Efficient RepGFPN: maps of three sizes exchange features downwards, then upwards, at five joints. */
import type { Tensor } from '#export/graph-builder.ts';
import { add } from '#export/ops/elementwise.ts';
import { resizeNearest } from '#export/ops/resize.ts';
import { concat } from '#export/ops/shape.ts';
import type { Maps } from './backbones.ts';
import { convBn, inverted, unit, type Activation } from './blocks.ts';
import { repConv } from './fused.ts';

export interface Neck {
  /** Widths of the maps it returns, the finest first. */
  out: readonly [number, number, number];
  /** Blocks in each joint. */
  blocks: number;
  /** Width inside the blocks ÷ their width. */
  ratio: number;
  /** Depth-wise convolutions and inverted bottlenecks, as the nano models have. */
  isMobile: boolean;
}

/** Joints are numbered as in the original: 3 to 7. */
export function neck([fine, middle, coarse]: Maps, plan: Neck, act: Activation): Maps {
  const half = (x: Tensor, name: string) => halve(x, `neck.${name}`, plan, act);
  const join = (parts: readonly Tensor[], name: string, out: number) =>
    joint(concat(parts, 1), `neck.${name}`, out, plan, act);
  const x3 = join([coarse, half(middle, 'bu_conv13')], 'merge_3', coarse.shape[1]!);
  const x4 = join([middle, half(fine, 'bu_conv24'), double(x3)], 'merge_4', middle.shape[1]!);
  const x5 = join([fine, double(x4)], 'merge_5', plan.out[0]);
  const x7 = join([x4, half(x5, 'bu_conv57')], 'merge_7', plan.out[1]);
  const x6 = join([x3, half(x4, 'bu_conv46'), half(x7, 'bu_conv76')], 'merge_6', plan.out[2]);
  return [x5, x7, x6];
}

const double = (x: Tensor): Tensor => resizeNearest(x, { height: 2 * x.shape[2]!, width: 2 * x.shape[3]! });

function halve(x: Tensor, key: string, { isMobile }: Neck, act: Activation): Tensor {
  const out = x.shape[1]!;
  if (!isMobile) return unit(x, key, { out, kernel: 3, stride: 2 }, act);
  const depthwise = { out, kernel: 3, stride: 2, groups: out };
  const filtered = act(convBn(x, `${key}.depthwise`, `${key}.dwnorm`, depthwise));
  return act(convBn(filtered, `${key}.pointwise`, `${key}.pwnorm`, { out, kernel: 1 }));
}

/** Half of the channels pass the blocks; what each of them gives is kept. */
function joint(x: Tensor, key: string, out: number, plan: Neck, act: Activation): Tensor {
  const half = { out: out / 2, kernel: 1 };
  const kept = [unit(x, `${key}.conv1`, half, act)];
  let features = unit(x, `${key}.conv2`, half, act);
  for (let i = 0; i < plan.blocks; i++) {
    features = block(features, `${key}.convs.${i}`, plan, act);
    kept.push(features);
  }
  return unit(concat(kept, 1), `${key}.conv3`, { out, kernel: 1 }, act);
}

function block(x: Tensor, key: string, { ratio, isMobile }: Neck, act: Activation): Tensor {
  const out = x.shape[1]!;
  if (isMobile) {
    const mid = Math.ceil((out * ratio) / 8) * 8;
    return inverted(x, `${key}.conv.conv`, { out, mid, narrowAt: 6 }, act);
  }
  const filtered = act(repConv(x, `${key}.conv2`, { out: out * ratio }));
  return add(x, unit(filtered, `${key}.conv1`, { out, kernel: 3 }, act));
}
