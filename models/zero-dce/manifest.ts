import type { ModelManifest } from '../manifest.ts';
import { unitInput } from '../unit-input.ts';

const repository = 'https://github.com/Li-Chongyi/Zero-DCE';

export const manifest = {
  id: 'zero-dce',
  title: 'Zero-DCE',
  summary: 'Makes a dark picture bright by curves that a small network draws for every pixel.',
  task: 'enhancement',
  kind: 'picture',
  variants: [
    {
      id: 'plus',
      title: 'Zero-DCE++',
      trainedOn: '64 photographs of COCO, darkened at random, without references (by us)',
      source: {
        from: 'own',
        path: 'weights/zero-dce-plus.safetensors',
        sha256: 'ec44be137923ccc27c9bd5f012377d3a865e6accc41c6b100035336466e90b06',
        bytes: 44_956,
      },
      checkpoint: 'safetensors',
      sizes: [
        { width: 648, height: 480 },
        { width: 960, height: 720 },
        { width: 324, height: 240 },
      ],
      config: { plus: true },
      params: 10_561,
      macs: 21_762_000,
      licence: {
        code: 'MIT',
        weights: 'MIT',
        data: 'COCO images come from Flickr under their own terms.',
      },
      published: [
        {
          what: 'Parameters, operations, speed',
          value: '10 k, 0.115 GFLOPs, 1000 frames a second',
          conditions: '1200×900, one GPU, the authors’ own weights (abstract of the TPAMI paper)',
          source: 'https://arxiv.org/abs/2103.00860',
        },
      ],
    },
    {
      id: 'zero-dce',
      title: 'Zero-DCE',
      trainedOn: 'Photographs of all exposures, without references',
      source: { from: 'untrained', official: repository },
      checkpoint: 'pytorch',
      sizes: [
        { width: 324, height: 240 },
        { width: 648, height: 480 },
      ],
      config: { plus: false },
      params: 79_416,
      macs: 6_158_592_000,
      licence: {
        code: 'CC-BY-NC-4.0',
        weights: 'CC-BY-NC-4.0',
        data: 'Trained on SICE, which is for research.',
      },
      published: [],
    },
  ],
  input: unitInput,
  outputs: [{ meaning: 'picture', name: 'picture', layout: 'nchw' }],
  labels: [],
  sizeMultiple: 12,
  paper: {
    title: 'Zero-Reference Deep Curve Estimation for Low-Light Image Enhancement (CVPR 2020)',
    url: 'https://arxiv.org/abs/2001.06826',
  },
  embedded: false,
} as const satisfies ModelManifest;
