import type { InputSpec } from '#core/io-spec.ts';

/** How most networks that start from ImageNet want their picture: RGB / 255, less its mean, by its deviation. */
export const imagenetInput = {
  name: 'image',
  layout: 'nchw',
  channels: 'rgb',
  scale: 1 / 255,
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
  fit: 'stretch',
  pad: 0,
} as const satisfies InputSpec;
