/**
 * Cityscapes: `*_leftImg8bit.png` and, by the same stem, `*_gtFine_labelTrainIds.png`, `_labelIds.png` or `_color.png`, in
 * any folders. Evaluated are the 19 classes of the benchmark; the table from label ids is that of cityscapesScripts,
 * helpers/labels.py.
 */
import { cityscapes19 } from '#core/label-sets/cityscapes-19.ts';
import type { Layout, Truth } from '../labelled-data.ts';
import { byStem, reportedSplit, stemOf } from '../file-names.ts';
import { readColouredLabels, readLabels, readMappedLabels } from '../label-pictures.ts';
import { pairedSamples, requirePairs } from '../paired-pictures.ts';
import type { RgbaImage } from '#core/preprocess.ts';

const PICTURE = /_leftImg8bit\.(png|jpe?g|webp)$/i;
/** The surest first. */
const TRUTHS = ['labelTrainIds', 'labelIds', 'color'].map((name) => new RegExp(`_gt\\w+_${name}\\.png$`));

/** Label id of each train id. */
const LABEL_IDS = [7, 8, 11, 12, 13, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 31, 32, 33];
const trainIdOf = new Map(LABEL_IDS.map((id, trainId) => [id, trainId]));

const sceneOf = (path: string): string => stemOf(path).replace(/_(leftImg8bit|gt[a-z]+_\w+)$/i, '');

export const layout: Layout = {
  description:
    'Cityscapes, 19 classes: *_leftImg8bit.png and *_gtFine_labelIds.png (or labelTrainIds, color)',
  isLaidOut: (files) => files.some((path) => PICTURE.test(path)),
  open(folder) {
    const { split, files } = reportedSplit(folder.files.filter((path) => PICTURE.test(path)));
    const truths = TRUTHS.map((ending) =>
      byStem(
        folder.files.filter((path) => ending.test(path)),
        sceneOf,
      ),
    );
    const truthOf = (path: string) =>
      truths.map((found) => found.get(sceneOf(path))).find((found) => found !== undefined);
    // Its test split's truth is not published.
    const known = files.filter((path) => truthOf(path) !== undefined);
    return Promise.resolve({
      kind: 'label-map',
      layout: 'cityscapes',
      classes: cityscapes19.map(({ name }) => name),
      samples: pairedSamples(folder, requirePairs('cityscapes', known, truthOf), read),
      notes: [
        split === undefined ? 'the whole folder' : `split: ${split}`,
        ...(known.length < files.length
          ? [`${files.length - known.length} pictures without truth are left out`]
          : []),
      ],
    });
  },
};

function read(picture: RgbaImage, path: string): Truth {
  if (path.endsWith('_color.png'))
    return { kind: 'label-map', labels: readColouredLabels(picture, cityscapes19) };
  if (path.endsWith('_labelIds.png'))
    return { kind: 'label-map', labels: readMappedLabels(picture, trainIdOf) };
  return {
    kind: 'label-map',
    labels: readLabels(picture, path, { classes: cityscapes19.length, ignored: [255] }),
  };
}
