import type { Tensor } from '#export/graph-builder.ts';
import { batchNormLayer, convLayer, preluLayer, type ConvLayer } from '#export/layers.ts';

export const bnPrelu = (x: Tensor, norm: string, slopes: string): Tensor =>
  preluLayer(batchNormLayer(x, norm), slopes);

/** Convolution that keeps the size (or divides it by the stride), normalisation, activation. */
export function convBnPrelu(
  x: Tensor,
  key: string,
  layer: Pick<ConvLayer, 'out' | 'stride' | 'groups'> & { kernel: number },
): Tensor {
  return bnPrelu(sameConv(x, `${key}.conv`, layer), `${key}.bn`, `${key}.act`);
}

export const sameConv = (
  x: Tensor,
  key: string,
  layer: Omit<ConvLayer, 'pad' | 'kernel' | 'dilation'> & { kernel: number; dilation?: number },
): Tensor => convLayer(x, key, { ...layer, pad: ((layer.kernel - 1) / 2) * (layer.dilation ?? 1) });
