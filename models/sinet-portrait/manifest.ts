import type { ModelManifest } from '../manifest.ts';

export const manifest = {
  id: 'sinet-portrait',
  title: 'SINet portrait',
  summary:
    'Separates one person who fills the picture from the background, with the fewest parameters of all.',
  task: 'matting',
  kind: 'alpha-matte',
  variants: [
    {
      id: 'portrait',
      title: 'Portrait',
      trainedOn: 'EG1800 and further portraits (see the card), person or background',
      source: {
        from: 'url',
        url: 'https://raw.githubusercontent.com/anilsathyan7/Portrait-Segmentation/dbf69b043cf70d3362bc500ee620f20807e622d2/SINet/SINet_Softmax.onnx',
        sha256: '932c83e0013e07bbe597fe0007ba5ae6add3fbb6413ca5b81f18b2d410ac7259',
        bytes: 438_815,
      },
      checkpoint: 'onnx',
      sizes: [
        { width: 320, height: 320 },
        { width: 320, height: 256 },
      ],
      params: 85_524,
      macs: 130_343_440,
      licence: {
        code: 'MIT',
        weights: 'MIT',
        data: 'EG1800 is a list of Flickr portraits under their own terms; what else was added is not stated.',
      },
      published: [
        {
          what: 'Frames per second, parameters',
          value: '100.6 fps, 86.9 K',
          conditions:
            'on a mobile phone; accuracy within 1 % of the best portrait network of its time on EG1800',
          source: 'https://arxiv.org/abs/1911.09099',
        },
      ],
    },
  ],
  // In 0..255 of OpenCV's BGR; the original divides by 255 after subtracting the mean and dividing by these deviations.
  input: {
    name: 'image',
    layout: 'nchw',
    channels: 'bgr',
    scale: 1,
    mean: [102.890434, 111.25247, 126.91212],
    std: [62.93292 * 255, 62.82138 * 255, 66.355705 * 255],
    fit: 'stretch',
    pad: 0,
  },
  outputs: [
    { meaning: 'alpha', name: 'logits', layout: 'nchw', channels: 2, channel: 1, activation: 'softmax' },
  ],
  labels: [],
  sizeMultiple: 32,
  paper: {
    title: 'SINet: extreme lightweight portrait segmentation networks',
    url: 'https://arxiv.org/abs/1911.09099',
  },
  embedded: false,
} as const satisfies ModelManifest;
