import { imagenetClasses, imagenetData, imagenetTraining, top1 } from '../imagenet-classes.ts';
import { imagenetInput } from '../imagenet-input.ts';
import type { ModelManifest } from '../manifest.ts';

const repository = 'https://github.com/BangguWu/ECANet';

export const manifest = {
  id: 'eca-mobilenetv2',
  title: 'ECA-MobileNetV2',
  summary: 'Names what the picture shows, of 1000 things; weighs its channels by their neighbours.',
  task: 'classification',
  kind: 'classes',
  variants: [
    {
      ...imagenetTraining,
      id: 'imagenet',
      title: 'ImageNet',
      source: { from: 'untrained', official: repository },
      checkpoint: 'pytorch',
      config: { classes: 1000 },
      params: 3_504_903,
      macs: 300_777_952,
      licence: { code: 'MIT', weights: 'MIT', data: imagenetData },
      published: top1('72.56', repository),
    },
  ],
  input: imagenetInput,
  ...imagenetClasses,
  sizeMultiple: 32,
  paper: {
    title: 'ECA-Net: Efficient Channel Attention for Deep Convolutional Neural Networks (CVPR 2020)',
    url: 'https://arxiv.org/abs/1910.03151',
  },
  embedded: false,
} as const satisfies ModelManifest;
