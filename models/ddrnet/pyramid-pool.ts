/** DAPPM, the deep aggregation pyramid pooling module: ever wider means of the map, each refined by the one before. */
import type { Tensor } from '#export/graph-builder.ts';
import { add } from '#export/ops/elementwise.ts';
import { averagePool, globalAveragePool } from '#export/ops/pool.ts';
import { resizeBilinear } from '#export/ops/resize.ts';
import { concat } from '#export/ops/shape.ts';
import { normReluConv } from './blocks.ts';

/** Windows of scale1 to scale3; scale4 is the mean of the whole map. */
const WINDOWS = [
  { kernel: 5, stride: 2, pad: 2 },
  { kernel: 9, stride: 4, pad: 4 },
  { kernel: 17, stride: 8, pad: 8 },
];

export function pyramidPool(
  x: Tensor,
  key: string,
  { branch, out }: { branch: number; out: number },
): Tensor {
  const [, , height, width] = x.shape as [number, number, number, number];
  const means = [
    ...WINDOWS.map(({ kernel, stride, pad }) => averagePool(x, kernel, { stride, pad })),
    globalAveragePool(x),
  ];
  const views = [normReluConv(x, `${key}.scale0.0`, `${key}.scale0.2`, { out: branch, kernel: 1 })];
  means.forEach((mean, i) => {
    const scale = `${key}.scale${i + 1}`;
    const view = normReluConv(mean, `${scale}.1`, `${scale}.3`, { out: branch, kernel: 1 });
    const joined = add(resizeBilinear(view, { height, width }), views.at(-1)!);
    const process = `${key}.process${i + 1}`;
    views.push(normReluConv(joined, `${process}.0`, `${process}.2`, { out: branch, kernel: 3 }));
  });
  const compressed = normReluConv(concat(views, 1), `${key}.compression.0`, `${key}.compression.2`, {
    out,
    kernel: 1,
  });
  return add(compressed, normReluConv(x, `${key}.shortcut.0`, `${key}.shortcut.2`, { out, kernel: 1 }));
}
