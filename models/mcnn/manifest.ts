import type { ModelManifest } from '../manifest.ts';

const repository =
  'https://raw.githubusercontent.com/gpspelle/Crowd-Counting/647a055baccee2c3b6b780f38930e2ffd14d1664/final_models';

const licence = {
  code: 'MIT',
  weights: 'MIT',
  data: 'ShanghaiTech was published for research and states no licence; the weights were trained on it.',
};

const paperFigure = (value: string, part: string) => ({
  what: 'MAE / root MSE in people',
  value,
  conditions: `ShanghaiTech part ${part} test set, the authors' own weights (ours are by others)`,
  source: 'Zhang et al., CVPR 2016, table 2',
});

/** Grey as bytes have it; our own weights want it centred. */
const grey = {
  name: 'image',
  layout: 'nchw',
  channels: 'gray',
  scale: 1,
  mean: [0],
  std: [1],
  fit: 'stretch',
  pad: 0,
} as const;

/** Measured at 640 × 480; the map is a quarter of the input on each side. */
const shared = {
  checkpoint: 'hdf5',
  sizes: [
    { width: 640, height: 480 },
    { width: 320, height: 240 },
    { width: 1024, height: 768 },
  ],
  params: 127_953,
  macs: 6_474_048_000,
  licence,
} as const;

export const manifest = {
  id: 'mcnn',
  title: 'MCNN',
  summary: 'Counts people in a crowd and shows where they stand, by adding up a density map.',
  task: 'counting',
  kind: 'density-map',
  variants: [
    {
      ...shared,
      id: 'shanghaitech-a',
      title: 'ShanghaiTech A (dense crowds)',
      trainedOn: 'ShanghaiTech part A: dense crowds from the web, 501 people in a picture on average',
      source: {
        from: 'url',
        url: `${repository}/mcnn_shtechA_660.h5`,
        sha256: '7005d590b8753bcc4d5ebe41a6d9bd59be37b6345ccaed3218b8154babc5fe5e',
        bytes: 527_528,
      },
      published: [paperFigure('110.2 / 173.2', 'A')],
    },
    {
      ...shared,
      id: 'shanghaitech-b',
      title: 'ShanghaiTech B (streets)',
      trainedOn: 'ShanghaiTech part B: busy streets, 124 people in a picture on average',
      source: {
        from: 'url',
        url: `${repository}/mcnn_shtechB_110.h5`,
        sha256: 'a94133180b0403e8735ae3e0c621ef70650f2047a3f1b75664ba144a99d3bb17',
        bytes: 527_528,
      },
      published: [paperFigure('26.4 / 41.3', 'B')],
    },
    {
      ...shared,
      id: 'own',
      title: 'Crowds of all sizes (ours)',
      trainedOn: '17 crowd photographs, 32 photographs without people and drawn scenes (by us)',
      source: {
        from: 'own',
        path: 'weights/own.safetensors',
        sha256: '8d2ef466c81312b993b2fa80d610cd2e40caff01c0b0519d5f5dcdf481539008',
        bytes: 258_712,
      },
      checkpoint: 'safetensors',
      licence: {
        ...licence,
        data: 'Two pictures are from ShanghaiTech, published for research without a licence; COCO images come from Flickr under their own terms.',
      },
      published: [],
      input: { ...grey, scale: 1 / 255, mean: [0.45], std: [0.25] },
    },
  ],
  input: grey,
  outputs: [{ meaning: 'density', name: 'density', layout: 'nchw' }],
  labels: [],
  sizeMultiple: 4,
  paper: {
    title: 'Single-Image Crowd Counting via Multi-Column Convolutional Neural Network (CVPR 2016)',
    url: 'https://openaccess.thecvf.com/content_cvpr_2016/papers/Zhang_Single-Image_Crowd_Counting_CVPR_2016_paper.pdf',
  },
  embedded: false,
} as const satisfies ModelManifest;
