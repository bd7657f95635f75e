import { camvid11 } from '#core/label-sets/camvid-11.ts';
import type { ModelManifest } from '../manifest.ts';

export const manifest = {
  id: 'cgnet',
  title: 'CGNet',
  summary:
    'Tells road, pavement, sky, buildings, cars and people apart in street scenes, with half a million weights.',
  task: 'segmentation',
  kind: 'label-map',
  variants: [
    {
      id: 'camvid',
      title: 'CamVid',
      trainedOn: 'CamVid train and val, 11 classes, 480 × 360',
      source: {
        from: 'url',
        url: 'https://raw.githubusercontent.com/wutianyiRosun/CGNet/ebc812c445b2f10a6cf64a2b16bbfe1cc2fec10f/checkpoint/camvid/CGNet_M3N21bs8gpu1_ontrainval/model_800.pth',
        sha256: '3676a50e6587379426bf04924b0a2d98f332d3468adb990a40e0446e4f32a63e',
        bytes: 2_119_239,
      },
      checkpoint: 'pytorch',
      sizes: [
        { width: 480, height: 360 },
        { width: 320, height: 240 },
        { width: 640, height: 480 },
      ],
      // The page enlarges the logits itself, so they leave the graph at an eighth of its input.
      config: { classes: 11, upsample: false },
      params: 494_258,
      macs: 2_223_290_880,
      licence: {
        code: 'MIT',
        weights: 'MIT',
        data: 'CamVid may be used for research; its authors ask to be cited.',
      },
      published: [
        {
          what: 'mIoU on CamVid test',
          value: '65.6 %',
          conditions: '480 × 360: 14.3 more than ENet’s 51.3, as the repository has it',
          source: 'https://github.com/wutianyiRosun/CGNet',
        },
        {
          what: 'mIoU on Cityscapes test, speed',
          value: '64.8 %, 50 fps',
          conditions: 'the Cityscapes model (not this one), 2048 × 1024, one Tesla K80, no post-processing',
          source: 'https://arxiv.org/abs/1811.08201',
        },
      ],
    },
  ],
  // The original subtracts the data set's mean from 0..255 and does not divide.
  input: {
    name: 'image',
    layout: 'nchw',
    channels: 'rgb',
    scale: 1,
    mean: [105.65775299072266, 103.329833984375, 99.62540435791016],
    std: [1, 1, 1],
    fit: 'stretch',
    pad: 0,
  },
  outputs: [{ meaning: 'class-logits', name: 'logits', layout: 'nchw', classes: 11 }],
  labels: camvid11,
  sizeMultiple: 8,
  paper: {
    title: 'CGNet: A Light-weight Context Guided Network for Semantic Segmentation (IEEE TIP 2021)',
    url: 'https://arxiv.org/abs/1811.08201',
  },
  embedded: false,
} as const satisfies ModelManifest;
