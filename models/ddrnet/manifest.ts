import { camvid11 } from '#core/label-sets/camvid-11.ts';
import { cityscapes19 } from '#core/label-sets/cityscapes-19.ts';
import { imagenetInput } from '../imagenet-input.ts';
import { ownCamvid } from '../own-camvid.ts';
import type { ModelManifest, PublishedFigure } from '../manifest.ts';

const repository = 'https://github.com/ydhongHIT/DDRNet';

const figure = (what: string, value: string, conditions: string, source = repository): PublishedFigure => ({
  what,
  value,
  conditions,
  source,
});

const cityscapes = {
  trainedOn: 'Cityscapes, 19 classes',
  source: { from: 'untrained', official: repository },
  checkpoint: 'pytorch',
  sizes: [
    { width: 1024, height: 512 },
    { width: 512, height: 256 },
  ],
  licence: {
    code: 'MIT',
    weights: 'MIT',
    data: 'Cityscapes is for non-commercial use; published weights were trained on it.',
  },
} as const;

const camvid = {
  ...cityscapes,
  trainedOn: 'CamVid, 11 classes',
  sizes: [
    { width: 960, height: 720 },
    { width: 480, height: 360 },
  ],
  licence: {
    ...cityscapes.licence,
    data: 'CamVid may be used for research; its authors ask to be cited.',
  },
  outputs: [{ meaning: 'class-logits', name: 'logits', layout: 'nchw', classes: 11 }],
  // SegNet's order; which one the authors' own CamVid weights have is not stated.
  labels: camvid11,
} as const;

export const manifest = {
  id: 'ddrnet',
  title: 'DDRNet',
  summary: 'Labels street scenes fast: a detailed and a deep branch that exchange what they find.',
  task: 'segmentation',
  kind: 'label-map',
  variants: [
    {
      ...cityscapes,
      id: 'cityscapes-23-slim',
      title: 'Cityscapes, 23-slim',
      config: { depth: 23, slim: true, classes: 19 },
      params: 5_695_987,
      macs: 9_070_379_008,
      published: [
        figure('mIoU on the validation set', '77.8 %', 'Cityscapes val, 2048 × 1024'),
        figure(
          'Speed',
          '102 fps',
          '2048 × 1024, one GTX 2080 Ti, PyTorch',
          'https://arxiv.org/abs/2101.06085',
        ),
      ],
    },
    {
      ...cityscapes,
      id: 'cityscapes-23',
      title: 'Cityscapes, 23',
      config: { depth: 23, classes: 19 },
      params: 20_148_947,
      macs: 35_765_223_424,
      published: [figure('mIoU on the validation set', '79.5 %', 'Cityscapes val, 2048 × 1024')],
    },
    {
      ...cityscapes,
      id: 'cityscapes-39',
      title: 'Cityscapes, 39',
      config: { depth: 39, classes: 19 },
      params: 32_360_275,
      macs: 70_279_102_464,
      published: [figure('mIoU on the test set', '80.4 %', 'Cityscapes test, 2048 × 1024')],
    },
    {
      ...camvid,
      ...ownCamvid,
      id: 'camvid-23-slim',
      title: 'CamVid, 23-slim (ours)',
      source: {
        from: 'own',
        path: 'weights/camvid-23-slim.safetensors',
        sha256: 'e82a95a8c58fe031d393aad73e6dcb6136557225aa04ce2d2c633f405a81f99d',
        bytes: 11_534_012,
      },
      config: { depth: 23, slim: true, classes: 11 },
      params: 5_695_467,
      macs: 3_036_023_040,
      published: [
        figure(
          'mIoU on the test set, speed',
          '74.7 %, 230 fps',
          'CamVid, one GTX 2080 Ti',
          'https://arxiv.org/abs/2101.06085',
        ),
      ],
    },
    {
      ...camvid,
      id: 'camvid-23',
      title: 'CamVid, 23',
      config: { depth: 23, classes: 11 },
      params: 20_147_915,
      macs: 47_341_127_680,
      published: [],
    },
    {
      ...camvid,
      id: 'camvid-39',
      title: 'CamVid, 39',
      config: { depth: 39, classes: 11 },
      params: 32_358_219,
      macs: 92_902_543_360,
      published: [],
    },
  ],
  input: imagenetInput,
  outputs: [{ meaning: 'class-logits', name: 'logits', layout: 'nchw', classes: 19 }],
  labels: cityscapes19,
  sizeMultiple: 8,
  paper: {
    title:
      'Deep Dual-resolution Networks for Real-time and Accurate Semantic Segmentation of Road Scenes (T-ITS 2022)',
    url: 'https://arxiv.org/abs/2101.06085',
  },
  embedded: true,
} as const satisfies ModelManifest;
