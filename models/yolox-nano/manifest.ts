import { coco80 } from '#core/label-sets/coco-80.ts';
import type { ModelManifest } from '../manifest.ts';

export const manifest = {
  id: 'yolox-nano',
  title: 'YOLOX-Nano',
  summary: 'Finds 80 kinds of everyday objects; the smallest of the anchor-free YOLOX family.',
  task: 'detection',
  kind: 'boxes',
  variants: [
    {
      id: 'coco',
      title: 'COCO',
      trainedOn: 'COCO, 80 classes',
      source: {
        from: 'url',
        url: 'https://raw.githubusercontent.com/Kazuhito00/YOLOX-ONNX-TFLite-Sample/3d4f1119d0694200671c08069ecb847aa0d8495a/model/yolox_nano.onnx',
        sha256: '695e750a5d5754bb5a8d5325643b59282191a7e7a564e435a415fd3c578eab14',
        bytes: 3_660_092,
      },
      checkpoint: 'onnx',
      sizes: [
        { width: 416, height: 416 },
        { width: 320, height: 320 },
        { width: 256, height: 256 },
      ],
      params: 904_463,
      macs: 522_553_408,
      licence: {
        code: 'Apache-2.0',
        weights: 'Apache-2.0',
        data: 'COCO images come from Flickr under their own terms; its annotations are CC BY 4.0.',
      },
      published: [
        {
          what: 'COCO val mAP',
          value: '25.8',
          conditions: '416×416, 0.91 M parameters, 1.08 GFLOPs',
          source: 'https://github.com/Megvii-BaseDetection/YOLOX',
        },
      ],
    },
  ],
  // As the original demo has it: OpenCV's BGR, 0..255, laid at the top left corner on grey.
  input: {
    name: 'image',
    layout: 'nchw',
    channels: 'bgr',
    scale: 1,
    mean: [0, 0, 0],
    std: [1, 1, 1],
    fit: 'letterbox-corner',
    pad: 114,
  },
  outputs: [
    { meaning: 'detector', name: 'scores', transfer: 'sparse', cap: 4096 },
    { meaning: 'detector', name: 'boxes', transfer: 'dense' },
  ],
  labels: coco80,
  sizeMultiple: 32,
  nms: 'per-class',
  paper: { title: 'YOLOX: Exceeding YOLO Series in 2021', url: 'https://arxiv.org/abs/2107.08430' },
  embedded: false,
} as const satisfies ModelManifest;
