import { imagenetClasses, imagenetData, imagenetTraining, top1 } from '../imagenet-classes.ts';
import { imagenetInput } from '../imagenet-input.ts';
import type { ModelManifest } from '../manifest.ts';

const repository = 'https://github.com/szq0214/MEAL-V2';

const common = {
  ...imagenetTraining,
  source: { from: 'untrained', official: repository },
  checkpoint: 'pytorch',
  licence: { code: 'none stated', weights: 'none stated', data: imagenetData },
} as const;

export const manifest = {
  id: 'meal-v2',
  title: 'MEAL V2 MobileNetV3',
  summary: 'Names what the picture shows, of 1000 things; MobileNetV3 taught by two large networks.',
  task: 'classification',
  kind: 'classes',
  variants: [
    {
      ...common,
      id: 'small-075',
      title: 'Small, 0.75 wide',
      config: { trunk: 'small', width: 0.75, classes: 1000 },
      params: 2_041_872,
      macs: 43_399_344,
      published: top1('67.60', repository),
    },
    {
      ...common,
      id: 'small',
      title: 'Small',
      config: { trunk: 'small', classes: 1000 },
      params: 2_542_856,
      macs: 56_510_400,
      published: top1('69.65', repository),
    },
    {
      ...common,
      id: 'large',
      title: 'Large',
      config: { trunk: 'large', classes: 1000 },
      params: 5_483_032,
      macs: 216_589_760,
      published: top1('76.92', repository),
    },
  ],
  input: imagenetInput,
  ...imagenetClasses,
  sizeMultiple: 32,
  paper: {
    title: 'MEAL V2: Boosting Vanilla ResNet-50 to 80%+ Top-1 Accuracy on ImageNet without Tricks',
    url: 'https://arxiv.org/abs/2009.08453',
  },
  embedded: false,
} as const satisfies ModelManifest;
