import { imagenetInput } from '../imagenet-input.ts';
import type { ModelManifest } from '../manifest.ts';

const repository = 'https://github.com/Pongpisit-Thanasutives/Variations-of-SFANet-for-Crowd-Counting';

const shanghaiTech = {
  trainedOn: 'ShanghaiTech, crowds in the street (parts A and B)',
  source: { from: 'untrained', official: repository },
  checkpoint: 'pytorch',
  sizes: [
    { width: 320, height: 240 },
    { width: 640, height: 480 },
  ],
  licence: {
    code: 'GPL-3.0',
    weights: 'GPL-3.0',
    data: 'ShanghaiTech was published for research and states no licence.',
  },
} as const;

const ucf = {
  ...shanghaiTech,
  trainedOn: 'UCF-QNRF, very dense crowds',
  licence: { ...shanghaiTech.licence, data: 'UCF-QNRF was published for research and states no licence.' },
} as const;

export const manifest = {
  id: 'sfanet',
  title: 'M-SFANet and M-SegNet',
  summary: 'Count people in a crowd; large networks that need a GPU.',
  task: 'counting',
  kind: 'density-map',
  variants: [
    {
      ...shanghaiTech,
      id: 'm-segnet',
      title: 'M-SegNet, ShanghaiTech',
      config: { network: 'm-segnet' },
      params: 9_747_526,
      macs: 27_737_702_400,
      published: [],
    },
    {
      ...shanghaiTech,
      id: 'm-sfanet',
      title: 'M-SFANet, ShanghaiTech',
      config: { network: 'm-sfanet' },
      params: 22_904_390,
      macs: 33_590_198_272,
      published: [
        {
          what: 'Count on one picture',
          value: '94.74 where 95 people are',
          conditions: 'the weights for part B on its IMG_4, 1024 × 768',
          source: repository,
        },
      ],
    },
    {
      ...ucf,
      id: 'm-segnet-ucf',
      title: 'M-SegNet, UCF-QNRF',
      config: { network: 'm-segnet', ucf: true },
      params: 22_583_681,
      macs: 34_854_297_600,
      published: [
        {
          what: 'Mean and root mean square error of the count',
          value: '95.17, 153.73',
          conditions: 'the notebook of the repository',
          source: repository,
        },
      ],
    },
    {
      ...ucf,
      id: 'm-sfanet-ucf',
      title: 'M-SFANet, UCF-QNRF',
      config: { network: 'm-sfanet', ucf: true },
      params: 28_618_113,
      macs: 38_347_497_472,
      published: [
        {
          what: 'Count on one picture',
          value: '1168.4 where 1236 people are',
          conditions: 'img_0071 of UCF-QNRF',
          source: repository,
        },
      ],
    },
  ],
  input: imagenetInput,
  // The graph's other output, `attention`, is applied to the density inside already.
  outputs: [{ meaning: 'density', name: 'density', layout: 'nchw' }],
  labels: [],
  sizeMultiple: 16,
  paper: {
    title:
      'Encoder-Decoder Based Convolutional Neural Networks with Multi-Scale-Aware Modules for Crowd Counting (ICPR 2020)',
    url: 'https://arxiv.org/abs/2003.05586',
  },
  embedded: false,
} as const satisfies ModelManifest;
