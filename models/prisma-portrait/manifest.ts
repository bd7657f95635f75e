import type { ModelManifest } from '../manifest.ts';
import { unitInput } from '../unit-input.ts';

export const manifest = {
  id: 'prisma-portrait',
  title: 'Prisma portrait',
  summary: 'Separates one person who fills the picture from the background; larger than the selfie models.',
  task: 'matting',
  kind: 'alpha-matte',
  variants: [
    {
      id: 'portrait',
      title: 'Portrait',
      trainedOn: 'Portrait photographs (see the card), person or background',
      source: {
        from: 'url',
        url: 'https://raw.githubusercontent.com/anilsathyan7/Portrait-Segmentation/dbf69b043cf70d3362bc500ee620f20807e622d2/models/prisma_seg/prisma_nchw.onnx',
        sha256: 'aeef118740b74a908886f247457c9866b5c002769eda4bb901f049dc7821b1c0',
        bytes: 3_730_400,
      },
      checkpoint: 'onnx',
      sizes: [
        { width: 256, height: 256 },
        { width: 256, height: 192 },
      ],
      params: 923_057,
      macs: 1_097_465_856,
      licence: {
        code: 'MIT',
        weights: 'MIT',
        data: 'Collected from PFCN, Supervisely and images from the web, whose own terms are not stated.',
      },
      published: [
        {
          what: 'Accuracy, frames per second',
          value: '96 %, 8-10 fps',
          conditions: '256×256, the author’s own test set, OnePlus 3 (Android application)',
          source: 'https://github.com/anilsathyan7/Portrait-Segmentation',
        },
      ],
    },
  ],
  input: unitInput,
  outputs: [{ meaning: 'alpha', name: 'alpha', layout: 'nchw', channels: 1, channel: 0, activation: 'none' }],
  labels: [],
  sizeMultiple: 16,
  paper: {
    title: 'Real-time portrait segmentation on smartphones',
    url: 'https://blog.prismalabs.ai/real-time-portrait-segmentation-on-smartphones-39c84f1b9e66',
  },
  embedded: false,
} as const satisfies ModelManifest;
