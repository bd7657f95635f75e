/**
 * Our own: `vitrine.json` at the top says what each picture shows; src/eval/README.md has an example of each task. Paths are
 * from that file. Frames of one `sequence` stand in the order of time.
 */
import * as v from 'valibot';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { RgbaImage } from '#core/preprocess.ts';
import type { Layout, LabelledFolder, Sample, Truth } from '../labelled-data.ts';
import { alphaOf, readLabels } from '../label-pictures.ts';
import { requireSameSize } from '../labelled-data.ts';
import { readJsonFile } from '../read-json.ts';

const FILE = 'vitrine.json';
const number = v.pipe(v.number(), v.finite());
const sampleSchema = v.object({
  image: v.string(),
  sequence: v.optional(v.string()),
  /** A grey picture of class numbers, 255 for void; or of opacity. */
  labels: v.optional(v.string()),
  matte: v.optional(v.string()),
  /** Left, top, width, height in pixels; the area of the box where none is given. */
  boxes: v.optional(
    v.array(
      v.object({
        class: v.string(),
        bbox: v.tuple([number, number, number, number]),
        area: v.optional(number),
        crowd: v.optional(v.boolean()),
      }),
    ),
  ),
  points: v.optional(v.array(v.tuple([number, number]))),
});
const schema = v.object({
  version: v.literal(1),
  kind: v.picklist(['label-map', 'alpha-matte', 'boxes', 'density-map']),
  classes: v.optional(v.pipe(v.array(v.string()), v.maxLength(255)), []),
  samples: v.pipe(v.array(sampleSchema), v.minLength(1)),
});
type Entry = v.InferOutput<typeof sampleSchema>;

export const layout: Layout = {
  description: `our own: ${FILE}, which says what each picture shows`,
  isLaidOut: (files) => files.includes(FILE),
  async open(folder) {
    const { kind, classes, samples } = readJsonFile(FILE, await folder.read(FILE), schema);
    const there = new Set(folder.files);
    for (const path of samples.flatMap(({ image, labels, matte }) => [image, labels, matte])) {
      if (path !== undefined && !there.has(path))
        throw new VitrineError('bad-file', `${FILE} names ${path}, which is not there`);
    }
    return {
      kind,
      layout: 'vitrine-json',
      classes,
      samples: samples.map((entry): Sample => ({
        name: entry.image,
        ...(entry.sequence === undefined ? {} : { sequence: entry.sequence }),
        async load() {
          const picture = await folder.picture(entry.image);
          const truth = await truthOf(entry, picture, folder, classes);
          if (truth?.kind !== kind)
            throw new VitrineError('bad-file', `${FILE}: ${entry.image} lacks its truth (${kind})`);
          return { picture, truth };
        },
      })),
      notes: [],
    };
  },
};

async function truthOf(
  entry: Entry,
  picture: RgbaImage,
  folder: LabelledFolder,
  classes: readonly string[],
): Promise<Truth | undefined> {
  const { labels, matte, boxes, points } = entry;
  if (labels !== undefined) {
    const map = await folder.picture(labels);
    requireSameSize(labels, picture, map);
    return {
      kind: 'label-map',
      labels: readLabels(map, labels, { classes: classes.length, ignored: [255] }),
    };
  }
  if (matte !== undefined) {
    const opacity = await folder.picture(matte);
    requireSameSize(matte, picture, opacity);
    return { kind: 'alpha-matte', alpha: alphaOf(opacity) };
  }
  if (points) return { kind: 'density-map', points: points.map(([x, y]) => ({ x, y })) };
  if (!boxes) return undefined;
  return {
    kind: 'boxes',
    boxes: boxes.map(({ class: name, bbox, area = bbox[2] * bbox[3], crowd }) => {
      const category = classes.indexOf(name);
      if (category < 0) throw new VitrineError('bad-file', `${FILE}: ${name} is not among its classes`);
      return { category, bbox, area, crowd };
    }),
  };
}
