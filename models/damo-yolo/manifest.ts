import { coco80 } from '#core/label-sets/coco-80.ts';
import type { ModelManifest } from '../manifest.ts';

const repository = 'https://github.com/tinyvision/DAMO-YOLO';

const square = (side: number) => ({ width: side, height: side });

const common = {
  trainedOn: 'COCO, 80 classes',
  source: { from: 'untrained', official: repository },
  checkpoint: 'pytorch',
  licence: {
    code: 'Apache-2.0',
    weights: 'Apache-2.0',
    data: 'COCO images come from Flickr under their own terms; its annotations are CC BY 4.0.',
  },
} as const;

const published = (map: string, speed: string, conditions: string) => [
  { what: 'COCO val mAP', value: map, conditions: 'before distillation', source: repository },
  { what: 'Time of a run, without merging boxes', value: speed, conditions, source: repository },
];

const NANO_CPU = 'batch 1, Intel 8163 with OpenVINO, 416 × 416';
const T4 = 'batch 1, T4 with TensorRT in fp16, 640 × 640';

/** `params` counts the form for training, as checkpoints hold it; on load pairs of convolutions become one. */
export const manifest = {
  id: 'damo-yolo',
  title: 'DAMO-YOLO',
  summary: 'Finds 80 kinds of everyday objects; backbones found by search, in seven sizes.',
  task: 'detection',
  kind: 'boxes',
  variants: [
    {
      ...common,
      id: 'ns',
      title: 'Ns (nano, small)',
      sizes: [square(416), square(320)],
      config: { variant: 'ns', classes: 80 },
      params: 1_405_691,
      macs: 748_897_136,
      published: published('32.3', '4.08 ms', NANO_CPU),
    },
    {
      ...common,
      id: 'nm',
      title: 'Nm (nano, middle)',
      sizes: [square(416), square(320)],
      config: { variant: 'nm', classes: 80 },
      params: 2_707_219,
      macs: 1_791_016_032,
      published: published('38.2', '5.05 ms', NANO_CPU),
    },
    {
      ...common,
      id: 'nl',
      title: 'Nl (nano, large)',
      sizes: [square(416), square(320)],
      config: { variant: 'nl', classes: 80 },
      params: 5_688_579,
      macs: 2_954_466_112,
      published: published('40.5', '6.69 ms', NANO_CPU),
    },
    {
      ...common,
      id: 't',
      title: 'T',
      sizes: [square(640), square(320)],
      config: { variant: 't', classes: 80 },
      params: 8_875_727,
      macs: 9_004_808_000,
      published: published('42.0', '2.78 ms', T4),
    },
    {
      ...common,
      id: 's',
      title: 'S',
      sizes: [square(640), square(320)],
      config: { variant: 's', classes: 80 },
      params: 16_935_647,
      macs: 18_808_584_000,
      published: published('46.0', '3.83 ms', T4),
    },
    {
      ...common,
      id: 'm',
      title: 'M',
      sizes: [square(640), square(320)],
      config: { variant: 'm', classes: 80 },
      params: 29_241_727,
      macs: 30_811_502_400,
      published: published('49.2', '5.62 ms', T4),
    },
    {
      ...common,
      id: 'l',
      title: 'L',
      sizes: [square(640), square(320)],
      config: { variant: 'l', classes: 80 },
      params: 43_861_759,
      macs: 48_558_651_200,
      published: published('50.8', '7.95 ms', T4),
    },
  ],
  // RGB 0..255 as it is, stretched: letterboxing makes it worse (see the card).
  input: {
    name: 'image',
    layout: 'nchw',
    channels: 'rgb',
    scale: 1,
    mean: [0, 0, 0],
    std: [1, 1, 1],
    fit: 'stretch',
    pad: 0,
  },
  outputs: [
    { meaning: 'detector', name: 'scores', transfer: 'sparse', cap: 4096 },
    { meaning: 'detector', name: 'boxes', transfer: 'dense' },
  ],
  labels: coco80,
  sizeMultiple: 32,
  nms: 'per-class',
  paper: {
    title: 'DAMO-YOLO: A Report on Real-Time Object Detection Design',
    url: 'https://arxiv.org/abs/2211.15444',
  },
  embedded: false,
} as const satisfies ModelManifest;
