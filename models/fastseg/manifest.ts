import { cityscapes19 } from '#core/label-sets/cityscapes-19.ts';
import { imagenetInput } from '../imagenet-input.ts';
import type { ModelManifest } from '../manifest.ts';

const repository = 'https://github.com/ekzhang/fastseg';

/** One release file each; the name ends in the first eight digits of its hash, which is not enough to pin it. */
const weights = (name: string) =>
  ({ from: 'untrained', official: `${repository}/releases/download/v0.1-weights/${name}.pt` }) as const;

const common = {
  trainedOn: 'Cityscapes, 19 classes',
  checkpoint: 'pytorch',
  sizes: [
    { width: 1024, height: 512 },
    { width: 512, height: 400 },
  ],
  licence: {
    code: 'MIT',
    weights: 'MIT',
    data: 'Cityscapes is for non-commercial use; published weights were trained on it.',
  },
} as const;

const published = (miou: string, fps: string) => [
  {
    what: 'mIoU on the validation set, speed',
    value: `${miou} %, ${fps} fps`,
    conditions: 'Cityscapes val, 2048 × 1024, one V100, PyTorch in fp32',
    source: repository,
  },
];

/** The page enlarges the logits itself, so they leave the graph at half its input. */
const config = (trunk: string, filters: number) => ({ trunk, filters, classes: 19, upsample: false });

export const manifest = {
  id: 'fastseg',
  title: 'fastseg',
  summary: 'Labels street scenes in 19 classes on MobileNetV3, with sharp edges; five sizes.',
  task: 'segmentation',
  kind: 'label-map',
  variants: [
    {
      ...common,
      id: 'small-f128',
      title: 'Small, 128 filters',
      source: weights('mobilev3small-lraspp-f128-a39a1e4b'),
      config: config('small', 128),
      params: 1_140_787,
      macs: 8_452_341_760,
      published: published('67.4', '38.2'),
    },
    {
      ...common,
      id: 'small-f64',
      title: 'Small, 64 filters',
      source: weights('mobilev3small-lraspp-f64-114fc23b'),
      config: config('small', 64),
      params: 1_022_387,
      macs: 5_474_238_464,
      published: published('66.9', '46.5'),
    },
    {
      ...common,
      id: 'small-f256',
      title: 'Small, 256 filters',
      source: weights('mobilev3small-lraspp-f256-d853f901'),
      config: config('small', 256),
      params: 1_451_315,
      macs: 18_636_406_784,
      published: published('67.8', '30.3'),
    },
    {
      ...common,
      id: 'large-f128',
      title: 'Large, 128 filters',
      source: weights('mobilev3large-lraspp-f128-9cbabfde'),
      config: config('large', 128),
      params: 3_284_547,
      macs: 17_249_763_200,
      published: published('72.3', '25.7'),
    },
    {
      ...common,
      id: 'large-f256',
      title: 'Large, 256 filters',
      source: weights('mobilev3large-lraspp-f256-9b613ffd'),
      config: config('large', 256),
      params: 3_693_379,
      macs: 27_836_678_016,
      published: published('72.3', '21.1'),
    },
  ],
  input: imagenetInput,
  outputs: [{ meaning: 'class-logits', name: 'logits', layout: 'nchw', classes: 19 }],
  labels: cityscapes19,
  // And at least 392: network.ts says why.
  sizeMultiple: 8,
  paper: { title: 'Searching for MobileNetV3 (ICCV 2019)', url: 'https://arxiv.org/abs/1905.02244' },
  embedded: false,
} as const satisfies ModelManifest;
