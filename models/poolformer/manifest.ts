import { imagenetClasses, imagenetData, imagenetTraining, top1 } from '../imagenet-classes.ts';
import { imagenetInput } from '../imagenet-input.ts';
import type { ModelManifest } from '../manifest.ts';

const repository = 'https://github.com/sail-sg/poolformer';

const common = {
  ...imagenetTraining,
  source: { from: 'untrained', official: `${repository}/releases/tag/v1.0` },
  checkpoint: 'pytorch',
  licence: { code: 'Apache-2.0', weights: 'Apache-2.0', data: imagenetData },
} as const;

const config = (variant: string) => ({ variant, classes: 1000 });

export const manifest = {
  id: 'poolformer',
  title: 'PoolFormer',
  summary: 'Names what the picture shows, of 1000 things; a transformer whose attention is an average.',
  task: 'classification',
  kind: 'classes',
  variants: [
    {
      ...common,
      id: 's12',
      title: 'S12',
      config: config('s12'),
      params: 11_915_176,
      macs: 1_812_267_008,
      published: top1('77.2', repository),
    },
    {
      ...common,
      id: 's24',
      title: 'S24',
      config: config('s24'),
      params: 21_388_968,
      macs: 3_392_208_896,
      published: top1('80.3', repository),
    },
    {
      ...common,
      id: 's36',
      title: 'S36',
      config: config('s36'),
      params: 30_862_760,
      macs: 4_972_150_784,
      published: top1('81.4', repository),
    },
  ],
  input: imagenetInput,
  ...imagenetClasses,
  sizeMultiple: 32,
  paper: {
    title: 'MetaFormer Is Actually What You Need for Vision (CVPR 2022)',
    url: 'https://arxiv.org/abs/2111.11418',
  },
  embedded: false,
} as const satisfies ModelManifest;
