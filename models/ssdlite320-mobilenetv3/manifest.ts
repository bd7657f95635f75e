import { coco80 } from '#core/label-sets/coco-80.ts';
import type { ModelManifest } from '../manifest.ts';

export const manifest = {
  id: 'ssdlite320-mobilenetv3',
  title: 'SSDLite320, MobileNetV3',
  summary: 'Finds 80 kinds of everyday objects with boxes laid out beforehand on six maps.',
  task: 'detection',
  kind: 'boxes',
  variants: [
    {
      id: 'coco',
      title: 'COCO',
      trainedOn: 'COCO, 80 classes',
      source: {
        from: 'untrained',
        official: 'https://download.pytorch.org/models/ssdlite320_mobilenet_v3_large_coco-a79551df.pth',
      },
      checkpoint: 'pytorch',
      sizes: [{ width: 320, height: 320 }],
      // COCO's 91 numbers, ten of which stand for nothing; 0 is the background. decode.ts makes 80 of them.
      config: { classes: 91 },
      params: 3_440_060,
      macs: 583_171_904,
      licence: {
        code: 'BSD-3-Clause',
        weights: 'none stated beside the code’s BSD-3-Clause',
        data: 'COCO images come from Flickr under their own terms; its annotations are CC BY 4.0.',
      },
      published: [
        {
          what: 'COCO val2017 mAP',
          value: '21.3',
          conditions: '320 × 320',
          source:
            'https://pytorch.org/vision/stable/models/generated/torchvision.models.detection.ssdlite320_mobilenet_v3_large.html',
        },
      ],
    },
  ],
  input: {
    name: 'image',
    layout: 'nchw',
    channels: 'rgb',
    scale: 1 / 255,
    mean: [0.5, 0.5, 0.5],
    std: [0.5, 0.5, 0.5],
    fit: 'stretch',
    pad: 0,
  },
  outputs: [
    { meaning: 'detector', name: 'bbox_regression', transfer: 'dense' },
    { meaning: 'detector', name: 'cls_logits', transfer: 'dense' },
  ],
  labels: coco80,
  sizeMultiple: 32,
  nms: 'per-class',
  paper: { title: 'Searching for MobileNetV3 (ICCV 2019)', url: 'https://arxiv.org/abs/1905.02244' },
  embedded: false,
} as const satisfies ModelManifest;
