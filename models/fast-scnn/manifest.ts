import { cityscapes19 } from '#core/label-sets/cityscapes-19.ts';
import { imagenetInput } from '../imagenet-input.ts';
import type { ModelManifest } from '../manifest.ts';

const repository = 'https://github.com/Tramac/Fast-SCNN-pytorch';

export const manifest = {
  id: 'fast-scnn',
  title: 'Fast-SCNN',
  summary: 'Labels street scenes in 19 classes with one million weights, in two branches from one stem.',
  task: 'segmentation',
  kind: 'label-map',
  variants: [
    {
      id: 'cityscapes',
      title: 'Cityscapes',
      trainedOn: 'Cityscapes, 19 classes',
      source: { from: 'untrained', official: repository },
      checkpoint: 'pytorch',
      sizes: [
        { width: 1024, height: 512 },
        { width: 512, height: 256 },
      ],
      // The page enlarges the logits itself, so they leave the graph at an eighth of its input.
      config: { classes: 19, upsample: false },
      params: 1_138_051,
      macs: 1_676_903_264,
      licence: {
        code: 'Apache-2.0',
        weights: 'not stated',
        data: 'Cityscapes is for non-commercial use; published weights were trained on it.',
      },
      published: [],
    },
  ],
  input: imagenetInput,
  outputs: [{ meaning: 'class-logits', name: 'logits', layout: 'nchw', classes: 19 }],
  labels: cityscapes19,
  sizeMultiple: 32,
  paper: {
    title: 'Fast-SCNN: Fast Semantic Segmentation Network (BMVC 2019)',
    url: 'https://arxiv.org/abs/1902.04502',
  },
  embedded: false,
} as const satisfies ModelManifest;
