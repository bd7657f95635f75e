/** PPM-100 (Ke et al., MODNet): `image/<name>.jpg` and `matte/<name>.jpg`, grey, 0 to 255. */
import type { Layout } from '../labelled-data.ts';
import { byStem, isIn, isPicture, stemOf } from '../file-names.ts';
import { alphaOf } from '../label-pictures.ts';
import { pairedSamples, requirePairs } from '../paired-pictures.ts';

const isMatte = (path: string) => isPicture(path) && isIn(path, /^(matte|alpha)s?$/i);
const isImage = (path: string) => isPicture(path) && isIn(path, /^images?$/i);

export const layout: Layout = {
  description: 'PPM-100, mattes: image/*.jpg and matte/*.jpg',
  isLaidOut: (files) => files.some(isMatte) && files.some(isImage),
  open(folder) {
    const mattes = byStem(folder.files.filter(isMatte));
    const pairs = requirePairs('ppm-100', folder.files.filter(isImage), (path) => mattes.get(stemOf(path)));
    return Promise.resolve({
      kind: 'alpha-matte',
      layout: 'ppm-100',
      classes: [],
      samples: pairedSamples(folder, pairs, (truth) => ({ kind: 'alpha-matte', alpha: alphaOf(truth) })),
      notes: ['over all pixels, at the pictures’ own size'],
    });
  },
};
