import { coco80 } from '#core/label-sets/coco-80.ts';
import type { ModelManifest } from '../manifest.ts';

export const manifest = {
  id: 'centernet',
  title: 'MobileNetV3-CenterNet',
  summary: 'Finds 80 kinds of everyday objects by the centre of each, in one pass.',
  task: 'detection',
  kind: 'boxes',
  variants: [
    {
      id: 'coco',
      title: 'COCO',
      trainedOn: 'COCO, 80 classes',
      source: {
        from: 'npm',
        package: '@vladmandic/human',
        path: 'models/centernet.bin',
        sha256: '1b635a15009071f506f9f2b3519b31c072c534888989f30d269ffd44734ef7ef',
        bytes: 4_030_290,
        extra: [
          {
            path: 'models/centernet.json',
            sha256: 'bfb942eaacc5becf738d536663bc4580a0ae9e560722306e6d4dd7fe4a09de05',
            bytes: 201_673,
          },
        ],
      },
      checkpoint: 'tfjs',
      sizes: [
        { width: 512, height: 512 },
        { width: 320, height: 320 },
        { width: 256, height: 256 },
      ],
      params: 2_014_927,
      macs: 1_295_249_792,
      licence: {
        code: 'not stated',
        weights: 'MIT as part of @vladmandic/human; the original repository states none',
        data: 'COCO images come from Flickr under their own terms; its annotations are CC BY 4.0.',
      },
      published: [
        {
          what: 'COCO mAP / AP50 / AP75',
          value: '25.1 / 42.3 / 25.8',
          conditions: '512×512, no test-time augmentation',
          source: 'https://github.com/610265158/mobilenetv3_centernet',
        },
      ],
    },
  ],
  // Measured, see README.md: RGB beats BGR, letterbox beats stretch, black beats grey; 0..1 finds nothing.
  input: {
    name: 'image',
    layout: 'nchw',
    channels: 'rgb',
    scale: 1,
    mean: [0, 0, 0],
    std: [1, 1, 1],
    fit: 'letterbox',
    pad: 0,
  },
  outputs: [
    { meaning: 'detector', name: 'peaks', transfer: 'sparse', cap: 8192 },
    { meaning: 'detector', name: 'wh', transfer: 'dense' },
  ],
  labels: coco80,
  sizeMultiple: 32,
  // Peaks alone leave a large object several centres: NMS as well, as @vladmandic/human does.
  nms: 'per-class',
  paper: { title: 'Objects as Points', url: 'https://arxiv.org/abs/1904.07850' },
  embedded: true,
} as const satisfies ModelManifest;
