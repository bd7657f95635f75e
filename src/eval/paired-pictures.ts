import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { RgbaImage } from '#core/preprocess.ts';
import { requireSameSize, type LabelledFolder, type Sample, type Truth } from './labelled-data.ts';

/** A picture and the picture that holds its truth. */
export interface PicturePair {
  picture: string;
  truth: string;
}

/** Samples whose truth is a picture of the same size, in the order of their names. */
export function pairedSamples(
  folder: LabelledFolder,
  pairs: readonly PicturePair[],
  read: (truth: RgbaImage, path: string) => Truth,
): Sample[] {
  return pairs
    .toSorted((a, b) => (a.picture < b.picture ? -1 : 1))
    .map((pair) => ({
      name: pair.picture,
      async load() {
        const [picture, truth] = await Promise.all([
          folder.picture(pair.picture),
          folder.picture(pair.truth),
        ]);
        requireSameSize(pair.truth, picture, truth);
        return { picture, truth: read(truth, pair.truth) };
      },
    }));
}

/** Pictures without truth are an error: a figure over a part would be taken for one over the whole. */
export function requirePairs(
  layout: string,
  pictures: readonly string[],
  truthOf: (picture: string) => string | undefined,
): PicturePair[] {
  const pairs: PicturePair[] = [];
  const lonely: string[] = [];
  for (const picture of pictures) {
    const truth = truthOf(picture);
    if (truth === undefined) lonely.push(picture);
    else pairs.push({ picture, truth });
  }
  if (lonely.length > 0) {
    throw new VitrineError(
      'bad-file',
      `${layout}: ${lonely.length} of ${pictures.length} pictures have no truth, the first is ${lonely[0]}; add it or take the picture away`,
    );
  }
  if (pairs.length === 0) throw new VitrineError('bad-file', `${layout}: the folder has no pictures`);
  return pairs;
}
