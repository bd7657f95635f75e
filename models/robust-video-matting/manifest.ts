import type { ModelManifest } from '../manifest.ts';
import { unitInput } from '../unit-input.ts';

const repository = 'https://github.com/PeterL1n/RobustVideoMatting';

export const manifest = {
  id: 'robust-video-matting',
  title: 'Robust Video Matting',
  summary: 'Separates people from the background in video, and remembers what earlier frames showed.',
  task: 'matting',
  kind: 'alpha-matte',
  variants: [
    {
      id: 'mobilenetv3',
      title: 'MobileNetV3',
      trainedOn: 'VideoMatte240K, Distinctions-646 and AIM, person or background',
      source: { from: 'untrained', official: `${repository}/releases/tag/v1.0.0` },
      checkpoint: 'pytorch',
      sizes: [
        { width: 512, height: 288 },
        { width: 384, height: 384 },
        { width: 256, height: 144 },
      ],
      // The picture is composed of the frame's own colours; the network's need not be computed.
      config: { foreground: false },
      params: 3_748_633,
      macs: 4_500_000_000,
      licence: {
        code: 'GPL-3.0',
        weights: 'GPL-3.0',
        data: 'Trained by its authors on mattes whose terms allow research.',
      },
      published: [
        {
          what: 'Speed',
          value: '104 fps',
          conditions: '1920 × 1080 at ratio 0.25, one GTX 1080 Ti, fp32',
          source: repository,
        },
      ],
    },
  ],
  // The network applies ImageNet's mean and deviation itself.
  input: unitInput,
  outputs: [{ meaning: 'alpha', name: 'pha', layout: 'nchw', channels: 1, channel: 0, activation: 'none' }],
  labels: [],
  sizeMultiple: 1,
  paper: {
    title: 'Robust High-Resolution Video Matting with Temporal Guidance (WACV 2022)',
    url: 'https://arxiv.org/abs/2108.11515',
  },
  embedded: false,
} as const satisfies ModelManifest;
