import type { ModelManifest } from '#models/manifest.ts';

export const manifest = {
  id: 'dot-finder',
  title: 'Dot finder',
  summary: 'Finds bright dots; one convolution, made up for a test.',
  task: 'detection',
  kind: 'boxes',
  variants: [
    {
      id: 'dots',
      title: 'Dots',
      trainedOn: 'nothing: its nine weights are a bump',
      // What a test puts here: { from: 'own' | 'url', …, sha256, bytes }.
      source: '%SOURCE%' as never,
      checkpoint: 'pytorch',
      sizes: [{ width: 32, height: 24 }],
      params: 9,
      licence: { code: 'MIT', weights: 'MIT', data: 'None was used.' },
      published: [],
    },
  ],
  input: {
    name: 'image',
    layout: 'nchw',
    channels: 'gray',
    scale: 1 / 255,
    mean: [0],
    std: [1],
    fit: 'stretch',
    pad: 0,
  },
  outputs: [{ meaning: 'detector', name: 'peaks', transfer: 'dense' }],
  labels: [{ name: 'dot', colour: [255, 80, 80] }],
  sizeMultiple: 8,
  nms: 'per-class',
  paper: { title: 'None', url: 'https://example.org/' },
  embedded: false,
} as const satisfies ModelManifest;
