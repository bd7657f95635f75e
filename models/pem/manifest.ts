import { cityscapes19 } from '#core/label-sets/cityscapes-19.ts';
import { imagenetInput } from '../imagenet-input.ts';
import type { ModelManifest } from '../manifest.ts';

const repository = 'https://github.com/NiccoloCavagnero/PEM';

/** Nobody publishes weights; whoever trains some exports them with `npm run models export`. */
const cityscapes = {
  trainedOn: 'Cityscapes, 19 classes',
  source: { from: 'untrained' },
  checkpoint: 'pytorch',
  sizes: [
    { width: 512, height: 256 },
    { width: 1024, height: 512 },
  ],
  licence: {
    code: 'none stated',
    weights: 'none published',
    data: 'Cityscapes is for non-commercial use.',
  },
} as const;

/** The page enlarges the scores itself, so they leave the graph at a quarter of its input. */
const config = (stdc: string) => ({ stdc, classes: 19, upsample: false });

const published = (miou: string, speed: string, cost: string) => [
  { what: 'mIoU on the validation set', value: miou, conditions: 'Cityscapes val', source: repository },
  {
    what: 'speed',
    value: speed,
    conditions: `short side 1024, ${cost}; the GPU is named in the paper only`,
    source: repository,
  },
];

export const manifest = {
  id: 'pem',
  title: 'PEM',
  summary:
    'Labels street scenes by a hundred masks, each of one class, refined by one pixel that each looks at.',
  task: 'segmentation',
  kind: 'label-map',
  variants: [
    {
      ...cityscapes,
      id: 'cityscapes-stdc1',
      title: 'Cityscapes, STDC1',
      config: config('1'),
      params: 16_957_829,
      macs: 5_768_007_680,
      published: published('78.3 %', '24.3 fps', '92 GFLOPs'),
    },
    {
      ...cityscapes,
      id: 'cityscapes-stdc2',
      title: 'Cityscapes, STDC2',
      config: config('2'),
      params: 20_988_293,
      macs: 7_416_369_152,
      published: published('79.0 %', '22.0 fps', '118 GFLOPs'),
    },
  ],
  input: imagenetInput,
  outputs: [{ meaning: 'class-logits', name: 'logits', layout: 'nchw', classes: 19 }],
  labels: cityscapes19,
  sizeMultiple: 32,
  paper: {
    title: 'PEM: Prototype-based Efficient MaskFormer for Image Segmentation',
    url: 'https://arxiv.org/abs/2402.19422',
  },
  embedded: false,
} as const satisfies ModelManifest;
