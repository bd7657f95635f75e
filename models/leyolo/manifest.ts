import { coco80 } from '#core/label-sets/coco-80.ts';
import type { ModelManifest } from '../manifest.ts';

const licence = {
  code: 'AGPL-3.0',
  weights: 'AGPL-3.0',
  data: 'COCO images come from Flickr under their own terms; its annotations are CC BY 4.0.',
} as const;

/** Their published files are on a hub, without length or hash. */
const untrained = (name: string) =>
  ({
    id: `${name}-coco`,
    trainedOn: 'COCO, 80 classes',
    source: { from: 'untrained', official: `https://huggingface.co/lhollard/leyolo-${name}` },
    checkpoint: 'pytorch',
    licence,
  }) as const;

const map = (value: string, conditions: string) => ({
  what: 'COCO val mAP',
  value,
  conditions,
  source: 'https://github.com/LilianHollard/LeYOLO',
});

export const manifest = {
  id: 'leyolo',
  title: 'LeYOLO',
  summary:
    'Finds 80 kinds of everyday objects with little arithmetic: 0.3 billion multiplications at 320 × 320.',
  task: 'detection',
  kind: 'boxes',
  variants: [
    {
      id: 'nano-coco',
      title: 'Nano, COCO',
      trainedOn: 'COCO, 80 classes',
      // A pickle of the whole module: read as data, its classes are never looked up (src/export/checkpoints).
      source: {
        from: 'url',
        url: 'https://raw.githubusercontent.com/LilianHollard/LeYOLO/360a20546fdab264c48daf784f97afec81d18972/weights/LeYOLONano.pt',
        sha256: '4b952e068ea3345eae0f95b48d88beb8ff90ee93d4027bb4ca6930698ade6d36',
        bytes: 2_632_102,
      },
      checkpoint: 'pytorch',
      sizes: [
        { width: 320, height: 320 },
        { width: 480, height: 480 },
        { width: 640, height: 640 },
      ],
      config: { width: 1, deep: false, classes: 80, apart: true },
      params: 1_120_480,
      macs: 308_000_000,
      licence,
      published: [
        map('25.2', '320×320, 0.66 GFLOP as they count'),
        map('31.3', '480×480, 1.47 GFLOP as they count'),
      ],
    },
    {
      ...untrained('small'),
      title: 'Small, COCO',
      sizes: [
        { width: 480, height: 480 },
        { width: 640, height: 640 },
      ],
      config: { width: 1.33, deep: false, classes: 80, apart: true },
      params: 1_917_440,
      macs: 1_199_000_000,
      published: [
        map('35.2', '480×480, 2.53 GFLOP as they count'),
        map('38.2', '640×640, 4.51 GFLOP as they count'),
      ],
    },
    {
      ...untrained('medium'),
      title: 'Medium, COCO',
      sizes: [{ width: 640, height: 640 }],
      config: { width: 1.33, deep: true, classes: 80, apart: true },
      params: 2_402_744,
      // Of what reaches an output; the original computes 4 % more (see the card).
      macs: 2_638_579_200,
      published: [map('39.3', '640×640, 5.80 GFLOP as they count')],
    },
    {
      ...untrained('large'),
      title: 'Large, COCO',
      // Medium's network for larger pictures.
      sizes: [{ width: 768, height: 768 }],
      config: { width: 1.33, deep: true, classes: 80, apart: true },
      params: 2_402_744,
      macs: 3_799_554_048,
      published: [map('41.0', '768×768, 8.40 GFLOP as they count')],
    },
  ],
  input: {
    name: 'image',
    layout: 'nchw',
    channels: 'rgb',
    scale: 1 / 255,
    mean: [0, 0, 0],
    std: [1, 1, 1],
    fit: 'letterbox',
    pad: 114,
  },
  outputs: [
    { meaning: 'detector', name: 'scores', transfer: 'sparse', cap: 4096 },
    { meaning: 'detector', name: 'boxes', transfer: 'dense' },
  ],
  labels: coco80,
  sizeMultiple: 32,
  nms: 'per-class',
  paper: {
    title: 'LeYOLO, New Scalable and Efficient CNN Architecture for Object Detection',
    url: 'https://arxiv.org/abs/2406.14239',
  },
  embedded: false,
} as const satisfies ModelManifest;
