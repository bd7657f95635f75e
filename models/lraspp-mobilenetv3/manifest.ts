import { voc21 } from '#core/label-sets/voc-21.ts';
import { imagenetInput } from '../imagenet-input.ts';
import type { ModelManifest } from '../manifest.ts';

export const manifest = {
  id: 'lraspp-mobilenetv3',
  title: 'Lite R-ASPP, MobileNetV3',
  summary: 'Labels everyday things in 21 classes: people, animals, vehicles, furniture.',
  task: 'segmentation',
  kind: 'label-map',
  variants: [
    {
      id: 'voc',
      title: 'COCO with the classes of VOC',
      trainedOn: 'COCO, the 20 classes of PASCAL VOC and background',
      source: {
        from: 'untrained',
        official: 'https://download.pytorch.org/models/lraspp_mobilenet_v3_large-d234d4ea.pth',
      },
      checkpoint: 'pytorch',
      sizes: [
        { width: 640, height: 480 },
        { width: 520, height: 520 },
        { width: 320, height: 240 },
      ],
      // The page enlarges the logits itself, so they leave the graph at an eighth of its input.
      config: { classes: 21, upsample: false },
      params: 3_221_538,
      macs: 2_313_780_480,
      licence: {
        code: 'BSD-3-Clause',
        weights: 'none stated beside the code’s BSD-3-Clause',
        data: 'COCO images come from Flickr under their own terms; its annotations are CC BY 4.0.',
      },
      published: [
        {
          what: 'mIoU, pixel accuracy',
          value: '57.9 %, 91.2 %',
          conditions: 'COCO val2017 with the classes of VOC, short side 520',
          source:
            'https://pytorch.org/vision/stable/models/generated/torchvision.models.segmentation.lraspp_mobilenet_v3_large.html',
        },
      ],
    },
  ],
  input: imagenetInput,
  outputs: [{ meaning: 'class-logits', name: 'out', layout: 'nchw', classes: 21 }],
  labels: voc21,
  sizeMultiple: 8,
  paper: { title: 'Searching for MobileNetV3 (ICCV 2019)', url: 'https://arxiv.org/abs/1905.02244' },
  embedded: false,
} as const satisfies ModelManifest;
