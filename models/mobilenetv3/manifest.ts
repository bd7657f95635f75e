import { imagenetClasses, imagenetData, imagenetTraining, top1 } from '../imagenet-classes.ts';
import { imagenetInput } from '../imagenet-input.ts';
import type { ModelManifest } from '../manifest.ts';

const weights = 'https://pytorch.org/vision/stable/models/mobilenetv3.html';

const common = {
  ...imagenetTraining,
  source: { from: 'untrained', official: weights },
  checkpoint: 'pytorch',
  licence: { code: 'BSD-3-Clause', weights: 'not stated', data: imagenetData },
} as const;

export const manifest = {
  id: 'mobilenetv3',
  title: 'MobileNetV3',
  summary: 'Names what the picture shows, of 1000 things; found by search for phones.',
  task: 'classification',
  kind: 'classes',
  variants: [
    {
      ...common,
      id: 'small',
      title: 'Small',
      config: { trunk: 'small', classes: 1000 },
      params: 2_542_856,
      macs: 56_510_400,
      published: top1('67.67', weights),
    },
    {
      ...common,
      id: 'large',
      title: 'Large',
      config: { trunk: 'large', classes: 1000 },
      params: 5_483_032,
      macs: 216_589_760,
      published: top1('75.27', weights, 'ImageNet val, 224×224, the newer weights (V2)'),
    },
  ],
  input: imagenetInput,
  ...imagenetClasses,
  sizeMultiple: 32,
  paper: { title: 'Searching for MobileNetV3 (ICCV 2019)', url: 'https://arxiv.org/abs/1905.02244' },
  embedded: false,
} as const satisfies ModelManifest;
