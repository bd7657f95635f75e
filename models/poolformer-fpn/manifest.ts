import { ade20k150 } from '#core/label-sets/ade20k-150.ts';
import { imagenetInput } from '../imagenet-input.ts';
import type { ModelManifest } from '../manifest.ts';

const repository = 'https://github.com/sail-sg/poolformer';

const common = {
  trainedOn: 'ADE20K, 150 classes',
  source: { from: 'untrained', official: `${repository}/tree/main/segmentation` },
  checkpoint: 'pytorch',
  sizes: [
    { width: 512, height: 512 },
    { width: 256, height: 256 },
  ],
  licence: {
    code: 'Apache-2.0',
    weights: 'Apache-2.0',
    data: 'ADE20K is for non-commercial research and education.',
  },
} as const;

const config = (variant: string) => ({ variant, classes: 150, fpn: true });

const published = (miou: string) => [
  {
    what: 'mIoU on the validation set',
    value: `${miou} %`,
    conditions: 'ADE20K val, short side 512',
    source: repository,
  },
];

export const manifest = {
  id: 'poolformer-fpn',
  title: 'PoolFormer with Semantic FPN',
  summary: 'Labels rooms and outdoor scenes in 150 classes, from walls and lamps to mountains.',
  task: 'segmentation',
  kind: 'label-map',
  variants: [
    {
      ...common,
      id: 's12',
      title: 'S12',
      config: config('s12'),
      params: 15_669_846,
      macs: 30_910_971_904,
      published: published('37.2'),
    },
    {
      ...common,
      id: 's24',
      title: 'S24',
      config: config('s24'),
      params: 25_143_638,
      macs: 39_165_362_176,
      published: published('40.3'),
    },
    {
      ...common,
      id: 's36',
      title: 'S36',
      config: config('s36'),
      params: 34_617_430,
      macs: 47_419_752_448,
      published: published('42.0'),
    },
  ],
  input: imagenetInput,
  outputs: [{ meaning: 'class-logits', name: 'logits', layout: 'nchw', classes: 150 }],
  labels: ade20k150,
  sizeMultiple: 32,
  paper: {
    title: 'MetaFormer Is Actually What You Need for Vision (CVPR 2022)',
    url: 'https://arxiv.org/abs/2111.11418',
  },
  embedded: false,
} as const satisfies ModelManifest;
