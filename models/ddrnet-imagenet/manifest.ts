import { imagenetClasses, imagenetData, imagenetTraining, top1 } from '../imagenet-classes.ts';
import { imagenetInput } from '../imagenet-input.ts';
import type { ModelManifest } from '../manifest.ts';

const repository = 'https://github.com/ydhongHIT/DDRNet';

const common = {
  ...imagenetTraining,
  source: { from: 'untrained', official: repository },
  checkpoint: 'pytorch',
  licence: { code: 'MIT', weights: 'MIT', data: imagenetData },
} as const;

const head = { head: 'imagenet', classes: 1000 } as const;

export const manifest = {
  id: 'ddrnet-imagenet',
  title: 'DDRNet (ImageNet)',
  summary: 'Names what the picture shows, of 1000 things; what DDRNet learns before it segments streets.',
  task: 'classification',
  kind: 'classes',
  variants: [
    {
      ...common,
      id: '23-slim',
      title: '23-slim',
      config: { depth: 23, slim: true, ...head },
      params: 7_574_664,
      macs: 972_832_768,
      published: top1('70.2', repository),
    },
    {
      ...common,
      id: '23',
      title: '23',
      config: { depth: 23, ...head },
      params: 28_216_616,
      macs: 3_867_607_040,
      published: top1('75.9', repository),
    },
    {
      ...common,
      id: '39',
      title: '39',
      config: { depth: 39, ...head },
      params: 40_130_344,
      macs: 6_937_575_424,
      published: top1('77.3', repository),
    },
  ],
  input: imagenetInput,
  ...imagenetClasses,
  sizeMultiple: 32,
  paper: {
    title: 'Deep Dual-resolution Networks for Real-time and Accurate Semantic Segmentation of Road Scenes',
    url: 'https://arxiv.org/abs/2101.06085',
  },
  embedded: false,
} as const satisfies ModelManifest;
