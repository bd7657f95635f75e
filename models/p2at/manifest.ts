import { camvid11 } from '#core/label-sets/camvid-11.ts';
import { camvid11Alphabetical } from '#core/label-sets/camvid-11-alphabetical.ts';
import { cityscapes19 } from '#core/label-sets/cityscapes-19.ts';
import { imagenetInput } from '../imagenet-input.ts';
import { ownCamvid } from '../own-camvid.ts';
import type { ModelManifest } from '../manifest.ts';

const paper = 'https://arxiv.org/abs/2310.15025';

const published = (value: string, conditions: string) => [{ what: 'mIoU', value, conditions, source: paper }];

/** Nobody publishes weights; whoever trains some exports them with `npm run models export`. Of one there are ours. */
const cityscapes = {
  trainedOn: 'Cityscapes, 19 classes',
  source: { from: 'untrained' },
  checkpoint: 'pytorch',
  sizes: [
    { width: 1024, height: 512 },
    { width: 512, height: 256 },
  ],
  licence: { code: 'MIT', weights: 'none published', data: 'Cityscapes is for non-commercial use.' },
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
  labels: camvid11Alphabetical,
} as const;

/** The page enlarges the logits itself, so they leave the graph at a quarter of its input. */
const config = (backbone: number, classes: number) => ({ backbone, classes, upsample: false });

export const manifest = {
  id: 'p2at',
  title: 'P2AT',
  summary: 'Labels street scenes with attention along rows and columns of its deepest features.',
  task: 'segmentation',
  kind: 'label-map',
  variants: [
    {
      ...cityscapes,
      id: 'cityscapes-s',
      title: 'Cityscapes, S',
      config: config(18, 19),
      params: 12_736_019,
      macs: 31_485_714_432,
      published: [],
    },
    {
      ...cityscapes,
      id: 'cityscapes-m',
      title: 'Cityscapes, M',
      config: config(34, 19),
      params: 22_844_179,
      macs: 50_813_067_264,
      published: published('78.7 %', 'Cityscapes'),
    },
    {
      ...cityscapes,
      id: 'cityscapes-l',
      title: 'Cityscapes, L',
      config: config(50, 19),
      params: 25_276_435,
      macs: 56_198_553_600,
      published: [],
    },
    {
      ...camvid,
      ...ownCamvid,
      id: 'camvid-s',
      title: 'CamVid, S (ours)',
      source: {
        from: 'own',
        path: 'weights/camvid-s.safetensors',
        sha256: 'dc0bae8e4fb317f366fca7b9f0df494eff02eae046b7cf271b3a0a24c384b9f8',
        bytes: 25_601_572,
      },
      config: config(18, 11),
      params: 12_735_499,
      macs: 10_503_813_376,
      // Ours, in SegNet's order; the repository numbers them by the alphabet.
      labels: camvid11,
      published: published('80.5 %', 'CamVid, others’ weights, which are not published'),
    },
    {
      ...camvid,
      id: 'camvid-m',
      title: 'CamVid, M',
      config: config(34, 11),
      params: 22_843_659,
      macs: 67_166_552_704,
      published: published('81.0 %', 'CamVid'),
    },
    {
      ...camvid,
      id: 'camvid-l',
      title: 'CamVid, L',
      config: config(50, 11),
      params: 25_275_915,
      macs: 74_287_694_464,
      published: published('81.1 %', 'CamVid'),
    },
  ],
  input: imagenetInput,
  outputs: [{ meaning: 'class-logits', name: 'logits', layout: 'nchw', classes: 19 }],
  labels: cityscapes19,
  sizeMultiple: 8,
  paper: {
    title: 'P2AT: Pyramid Pooling Axial Transformer for Real-time Semantic Segmentation',
    url: paper,
  },
  embedded: false,
} as const satisfies ModelManifest;
