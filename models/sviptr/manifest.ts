import type { ModelManifest } from '../manifest.ts';

const repository = 'https://github.com/cxfyxl/VIPTR';

const common = {
  trainedOn: 'MJSynth and SynthText, 36 characters',
  source: { from: 'untrained', official: repository },
  checkpoint: 'pytorch',
  sizes: [{ width: 288, height: 288 }],
  licence: {
    code: 'Apache-2.0',
    weights: 'Apache-2.0',
    data: 'MJSynth and SynthText are for non-commercial research.',
  },
} as const;

const published = (accuracy: string, time: string) => [
  {
    what: 'Mean accuracy on six benchmarks, time',
    value: `${accuracy} %, ${time} ms`,
    conditions: '96×32 crops, V100, batch 4',
    source: repository,
  },
];

export const manifest = {
  id: 'sviptr',
  title: 'SVIPTR',
  summary: 'Reads a line of English text that is held in the middle of the picture.',
  task: 'reading',
  kind: 'text',
  variants: [
    {
      ...common,
      id: 'v2-t',
      title: 'v2-T',
      config: { classes: 37, band: true },
      params: 3_245_557,
      macs: 197_793_792,
      published: [],
    },
    {
      ...common,
      id: 'v2-t-tps19',
      title: 'v2-T, straightens curved text first',
      config: { classes: 37, band: true, rectifier: true },
      params: 5_100_317,
      macs: 234_768_384,
      published: published('90.3', '3.3'),
    },
  ],
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
  outputs: [
    {
      meaning: 'text-logits',
      name: 'logits',
      alphabet: '0123456789abcdefghijklmnopqrstuvwxyz',
      band: { top: 1 / 3, bottom: 2 / 3 },
    },
  ],
  labels: [],
  sizeMultiple: 144,
  paper: {
    title: 'SVIPTR: Fast and Efficient Scene Text Recognition with Vision Permutable Extractor (CIKM 2024)',
    url: 'https://arxiv.org/abs/2401.10110',
  },
  embedded: false,
} as const satisfies ModelManifest;
