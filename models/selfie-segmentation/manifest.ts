import type { ModelManifest } from '../manifest.ts';
import { unitInput } from '../unit-input.ts';

const licence = {
  code: 'Apache-2.0',
  weights: 'Apache-2.0',
  data: 'Trained by Google on data that is not published; the licence sets no further limits.',
} as const;

const common = {
  trainedOn: 'Google’s own portraits, person or background',
  checkpoint: 'tflite',
  params: 106_401,
  licence,
  published: [],
  mediapipe: true,
} as const;

export const manifest = {
  id: 'selfie-segmentation',
  title: 'MediaPipe selfie segmentation',
  summary: 'Separates the people before the camera from what lies behind them; very small and fast.',
  task: 'matting',
  kind: 'alpha-matte',
  variants: [
    {
      ...common,
      id: 'square',
      title: 'Square',
      source: {
        from: 'npm',
        package: '@mediapipe/selfie_segmentation',
        path: 'selfie_segmentation.tflite',
        sha256: '8d13b7fae74af625c641226813616a2117bd6bca19eb3b75574621fc08557f27',
        bytes: 249_024,
      },
      sizes: [{ width: 256, height: 256 }],
      macs: 59_215_744,
    },
    {
      ...common,
      id: 'landscape',
      title: 'Landscape',
      source: {
        from: 'npm',
        package: '@mediapipe/selfie_segmentation',
        path: 'selfie_segmentation_landscape.tflite',
        sha256: '4aafe6223bb8dac6fac8ca8ed56852870a33051ef3f6238822d282a109962894',
        bytes: 249_792,
      },
      sizes: [{ width: 256, height: 144 }],
      macs: 33_324_928,
    },
  ],
  input: unitInput,
  outputs: [{ meaning: 'alpha', name: 'alpha', layout: 'nchw', channels: 1, channel: 0, activation: 'none' }],
  labels: [],
  sizeMultiple: 16,
  paper: {
    title: 'MediaPipe Selfie Segmentation',
    url: 'https://ai.google.dev/edge/mediapipe/solutions/vision/image_segmenter',
  },
  embedded: true,
} as const satisfies ModelManifest;
