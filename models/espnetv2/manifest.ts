import { cityscapes19 } from '#core/label-sets/cityscapes-19.ts';
import { voc21 } from '#core/label-sets/voc-21.ts';
import type { ModelManifest } from '../manifest.ts';

const repository =
  'https://raw.githubusercontent.com/sacmehta/EdgeNets/2b232d3f7fb60658755dad1ebca0ffc895cc795e';

const cityscapes = {
  trainedOn: 'Cityscapes train, 19 classes and everything else as a 20th',
  checkpoint: 'pytorch',
  licence: {
    code: 'MIT',
    weights: 'MIT',
    data: 'Cityscapes is for non-commercial use; the weights were trained on it.',
  },
} as const;

const wide = { width: 1024, height: 512 };
const small = { width: 512, height: 256 };

const published = (value: string, conditions: string) => [
  { what: 'mIoU on the validation set', value, conditions, source: 'https://github.com/sacmehta/EdgeNets' },
];

/** The page enlarges the logits itself, so they leave the graph at half its input's size. */
const cityConfig = (scale: number) => ({ scale, classes: 20, dataset: 'city', upsample: false });

export const manifest = {
  id: 'espnetv2',
  title: 'ESPNetv2',
  summary:
    'Labels street scenes in the 19 classes of Cityscapes, from 80 thousand weights up; one model knows everyday things.',
  task: 'segmentation',
  kind: 'label-map',
  variants: [
    {
      ...cityscapes,
      id: 'cityscapes-s10-512',
      title: 'Cityscapes, width 1.0, for 512 × 256',
      source: {
        from: 'url',
        url: `${repository}/model/segmentation/model_zoo/espnetv2/espnetv2_s_1.0_city_512x256.pth`,
        sha256: '002121eee40c31c8b74186153878452e02ef834d35f3e4a8801b3a84fdc3ec7d',
        bytes: 1_107_690,
      },
      sizes: [small],
      config: cityConfig(1),
      params: 234_010,
      macs: 271_333_354,
      published: published('52.2 %', 'Cityscapes val, 512 × 256'),
    },
    {
      ...cityscapes,
      id: 'cityscapes-s05',
      title: 'Cityscapes, width 0.5',
      source: {
        from: 'url',
        url: `${repository}/model/segmentation/model_zoo/espnetv2/espnetv2_s_0.5_city_1024x512.pth`,
        sha256: '9412a86a30f137540ef945d08da3cb7191448956c56c41a64210dab443a9f65f',
        bytes: 469_319,
      },
      sizes: [wide, small],
      config: cityConfig(0.5),
      params: 80_342,
      macs: 596_248_176,
      published: published('53.9 %', 'Cityscapes val, 1024 × 512'),
    },
    {
      ...cityscapes,
      id: 'cityscapes-s10',
      title: 'Cityscapes, width 1.0',
      source: {
        from: 'url',
        url: `${repository}/model/segmentation/model_zoo/espnetv2/espnetv2_s_1.0_city_1024x512.pth`,
        sha256: '0918c833fed889e32901ce739b1784fdd2b79f95a9aea199a469ca3394dd7a14',
        bytes: 1_107_690,
      },
      sizes: [wide, small],
      config: cityConfig(1),
      params: 234_010,
      macs: 1_085_283_952,
      published: published('60.1 %', 'Cityscapes val, 1024 × 512'),
    },
    {
      ...cityscapes,
      id: 'cityscapes-s20',
      title: 'Cityscapes, width 2.0',
      source: {
        from: 'url',
        url: `${repository}/model/segmentation/model_zoo/espnetv2/espnetv2_s_2.0_city_1024x512.pth`,
        sha256: 'a72d59699801c7ce8e8b89a53af9097eaaa60dc12180ecde86fd700ba1222fe8',
        bytes: 3_376_094,
      },
      sizes: [wide, small],
      config: cityConfig(2),
      params: 789_242,
      macs: 2_697_742_960,
      published: published('66.4 %', 'Cityscapes val, 1024 × 512'),
    },
    {
      id: 'pascal-s20',
      title: 'PASCAL VOC, width 2.0',
      trainedOn: 'PASCAL VOC 2012 with COCO images, 20 classes and background',
      source: {
        from: 'url',
        url: `${repository}/model/segmentation/model_zoo/espnetv2/espnetv2_s_2.0_pascal_384x384.pth`,
        sha256: 'bc479586b0ba9254e02589020346931a14d99028ad6bac4817198be6d9e719a6',
        bytes: 3_376_138,
      },
      checkpoint: 'pytorch',
      sizes: [{ width: 384, height: 384 }],
      config: { scale: 2, classes: 21, dataset: 'pascal', upsample: false },
      params: 789_253,
      macs: 759_129_308,
      licence: {
        code: 'MIT',
        weights: 'MIT',
        data: 'PASCAL VOC and COCO images come from Flickr under their own terms.',
      },
      published: published('67.0 %', 'PASCAL VOC 2012, 384 × 384'),
      labels: voc21,
      outputs: [{ meaning: 'class-logits', name: 'logits', layout: 'nchw', classes: 21 }],
    },
  ],
  input: {
    name: 'image',
    layout: 'nchw',
    channels: 'rgb',
    scale: 1 / 255,
    // ImageNet's, as torchvision has them.
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
    fit: 'stretch',
    pad: 0,
  },
  outputs: [{ meaning: 'class-logits', name: 'logits', layout: 'nchw', classes: 20 }],
  // Training put everything outside the 19 classes into one more.
  labels: [...cityscapes19, { name: 'unlabelled', colour: [0, 0, 0] }],
  sizeMultiple: 16,
  paper: {
    title:
      'ESPNetv2: A Light-weight, Power Efficient, and General Purpose Convolutional Neural Network (CVPR 2019)',
    url: 'https://arxiv.org/abs/1811.11431',
  },
  embedded: false,
} as const satisfies ModelManifest;
