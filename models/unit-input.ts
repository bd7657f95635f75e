import type { InputSpec } from '#core/io-spec.ts';

/** RGB in 0..1, stretched to the input's size: for networks that want no more, or that do the rest themselves. */
export const unitInput = {
  name: 'image',
  layout: 'nchw',
  channels: 'rgb',
  scale: 1 / 255,
  mean: [0, 0, 0],
  std: [1, 1, 1],
  fit: 'stretch',
  pad: 0,
} as const satisfies InputSpec;
