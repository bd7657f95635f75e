import { coco80 } from '#core/label-sets/coco-80.ts';
import type { ModelManifest } from '../manifest.ts';

export const manifest = {
  id: 'fastestdet',
  title: 'FastestDet',
  summary: 'Finds 80 kinds of everyday objects in very little time; overlooks small ones.',
  task: 'detection',
  kind: 'boxes',
  variants: [
    {
      id: 'coco',
      title: 'COCO',
      trainedOn: 'COCO, 80 classes',
      source: {
        from: 'url',
        url: 'https://raw.githubusercontent.com/dog-qiuqiu/FastestDet/50473cd155cb088aa4a99e64ff6a4b3c24fa07e1/example/onnx-runtime/FastestDet.onnx',
        sha256: '31cb14c017fce347cb4c846ec62fdf00d76bb3beecdf4be21e7116ac67feb880',
        bytes: 998_169,
      },
      checkpoint: 'onnx',
      sizes: [
        { width: 352, height: 352 },
        { width: 512, height: 512 },
        { width: 256, height: 256 },
      ],
      params: 240_302,
      macs: 121_491_744,
      licence: {
        code: 'BSD-3-Clause',
        weights: 'BSD-3-Clause',
        data: 'COCO images come from Flickr under their own terms; its annotations are CC BY 4.0.',
      },
      published: [
        {
          what: 'COCO val AP50',
          value: '25.3 %',
          conditions: '352×352, the weights of this file',
          source: 'https://github.com/dog-qiuqiu/FastestDet (mirrored file’s commit)',
        },
        {
          what: 'Time per picture',
          value: '34.6 ms',
          conditions: '512×512 (later weights of the same network), ncnn, one Cortex-A55 core of an RK3568',
          source: 'https://github.com/dog-qiuqiu/FastestDet',
        },
      ],
    },
  ],
  // As the original demo has it: OpenCV's BGR in 0..1, stretched.
  input: {
    name: 'image',
    layout: 'nchw',
    channels: 'bgr',
    scale: 1 / 255,
    mean: [0, 0, 0],
    std: [1, 1, 1],
    fit: 'stretch',
    pad: 0,
  },
  outputs: [
    { meaning: 'detector', name: 'scores', transfer: 'sparse', cap: 1024 },
    { meaning: 'detector', name: 'boxes', transfer: 'dense' },
  ],
  labels: coco80,
  sizeMultiple: 32,
  nms: 'per-class',
  paper: {
    title: 'FastestDet: ultra lightweight anchor-free real-time object detection algorithm',
    url: 'https://github.com/dog-qiuqiu/FastestDet',
  },
  embedded: false,
} as const satisfies ModelManifest;
