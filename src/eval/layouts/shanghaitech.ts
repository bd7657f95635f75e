/**
 * ShanghaiTech (Zhang et al., CVPR 2016): `images/IMG_n.jpg` and `ground_truth/GT_IMG_n.mat` (or `ground-truth`), whose
 * `image_info{1,1}.location` has a row x, y for each head, in pixels counted from 1 as MATLAB does.
 */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { byStem, isIn, isPicture, reportedSplit, stemOf } from '../file-names.ts';
import type { Layout, Truth } from '../labelled-data.ts';
import { readMat, type MatValue } from '../mat-file.ts';
import { requirePairs } from '../paired-pictures.ts';

const isTruth = (path: string) => /(^|\/)GT_[^/]*\.mat$/.test(path);
/** part_A/test_data and part_B/test_data have pictures of the same names. */
const keyOf = (path: string) => [...path.split('/').slice(0, -2), stemOf(path).replace(/^GT_/, '')].join('/');

export const layout: Layout = {
  description: 'ShanghaiTech, crowds: images/IMG_*.jpg and ground_truth/GT_IMG_*.mat',
  isLaidOut: (files) => files.some(isTruth),
  open(folder) {
    const pictures = folder.files.filter((path) => isPicture(path) && isIn(path, 'images'));
    const tested = pictures.filter((path) => path.includes('test_data/'));
    const { files } = reportedSplit(tested.length > 0 ? tested : pictures);
    const truths = byStem(folder.files.filter(isTruth), keyOf);
    const pairs = requirePairs('shanghaitech', files, (path) => truths.get(keyOf(path)));
    return Promise.resolve({
      kind: 'density-map',
      layout: 'shanghaitech',
      classes: [],
      samples: pairs.map(({ picture: name, truth: path }) => ({
        name,
        async load() {
          const [picture, mat] = await Promise.all([folder.picture(name), folder.read(path)]);
          return { picture, truth: pointsIn(readMat(mat, path), path) };
        },
      })),
      notes: tested.length > 0 ? ['split: test_data'] : ['the whole folder'],
    });
  },
};

function pointsIn(variables: ReadonlyMap<string, MatValue>, path: string): Truth {
  const info = variables.get('image_info');
  const inner = info?.kind === 'cell' ? info.items[0] : info;
  const location = inner?.kind === 'struct' ? inner.fields.get('location') : undefined;
  if (location?.kind !== 'matrix' || (location.columns !== 2 && location.data.length > 0)) {
    throw new VitrineError('bad-file', `${path} lacks image_info{1,1}.location with two columns`);
  }
  const { rows, data } = location;
  // MATLAB's columns follow each other; its first pixel's centre is 1, ours 0.5.
  const points = Array.from({ length: data.length > 0 ? rows : 0 }, (_, i) => ({
    x: (data[i] ?? 0) - 0.5,
    y: (data[rows + i] ?? 0) - 0.5,
  }));
  return { kind: 'density-map', points };
}
