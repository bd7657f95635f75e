import type { ModelManifest } from '../manifest.ts';

const repository = 'https://github.com/ZHKKKe/MODNet';

export const manifest = {
  id: 'modnet',
  title: 'MODNet',
  summary: 'Separates a person from the background down to the hair, from a single picture.',
  task: 'matting',
  kind: 'alpha-matte',
  variants: [
    {
      id: 'portrait',
      title: 'Portrait',
      trainedOn: 'portraits and video the authors collected, person or background',
      source: { from: 'untrained', official: repository },
      checkpoint: 'pytorch',
      sizes: [
        { width: 512, height: 512 },
        { width: 512, height: 288 },
        { width: 256, height: 256 },
      ],
      params: 6_487_075,
      macs: 15_467_020_288,
      licence: {
        code: 'Apache-2.0',
        weights: 'Apache-2.0',
        data: 'Trained by its authors on pictures whose terms are not stated.',
      },
      published: [
        {
          what: 'Speed',
          value: '67 fps',
          conditions: '512 × 512, one GTX 1080 Ti',
          source: 'https://arxiv.org/abs/2011.11961',
        },
      ],
    },
  ],
  // (x − 127.5) / 127.5, as the original has it.
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
  outputs: [{ meaning: 'alpha', name: 'alpha', layout: 'nchw', channels: 1, channel: 0, activation: 'none' }],
  labels: [],
  sizeMultiple: 32,
  paper: {
    title: 'MODNet: Real-Time Trimap-Free Portrait Matting via Objective Decomposition (AAAI 2022)',
    url: 'https://arxiv.org/abs/2011.11961',
  },
  embedded: false,
} as const satisfies ModelManifest;
