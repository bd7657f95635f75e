/**
 * COCO: `annotations/instances_*.json` and the pictures that it names, in any folder. Crowds and areas are the annotations'
 * own. Where there are several annotation files, that of the val split.
 */
import * as v from 'valibot';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { byStem, isPicture, partsOf } from '../file-names.ts';
import type { Layout, Sample, Truth } from '../labelled-data.ts';
import { readJsonFile } from '../read-json.ts';

const ANNOTATIONS = /(^|\/)instances_[^/]*\.json$/;
const positive = v.pipe(v.number(), v.integer(), v.minValue(0));
const edge = v.pipe(v.number(), v.finite());
const schema = v.object({
  images: v.array(v.object({ id: positive, file_name: v.string() })),
  categories: v.array(v.object({ id: positive, name: v.string() })),
  annotations: v.array(
    v.object({
      image_id: positive,
      category_id: positive,
      bbox: v.tuple([edge, edge, edge, edge]),
      area: v.pipe(edge, v.minValue(0)),
      iscrowd: v.optional(v.picklist([0, 1])),
    }),
  ),
});

const nameOf = (path: string): string => partsOf(path).at(-1) ?? path;

export const layout: Layout = {
  description: 'COCO, boxes: annotations/instances_*.json and the pictures that it names',
  isLaidOut: (files) => files.some((path) => ANNOTATIONS.test(path)),
  async open(folder) {
    const found = folder.files.filter((path) => ANNOTATIONS.test(path));
    const annotations = found.find((path) => path.includes('val')) ?? found[0];
    if (annotations === undefined)
      throw new VitrineError('bad-file', 'coco: annotations/instances_*.json is missing');
    const content = readJsonFile(annotations, await folder.read(annotations), schema);
    const categories = new Map(content.categories.map(({ id }, i) => [id, i]));
    const truths = new Map<number, Extract<Truth, { kind: 'boxes' }>>();
    for (const { id } of content.images) truths.set(id, { kind: 'boxes', boxes: [] });
    for (const { image_id, category_id, bbox, area, iscrowd } of content.annotations) {
      const category = categories.get(category_id);
      if (category === undefined) {
        throw new VitrineError(
          'bad-file',
          `${annotations} has no category ${category_id}, which an annotation names`,
        );
      }
      truths.get(image_id)?.boxes.push({ category, bbox, area, crowd: iscrowd === 1 });
    }
    const pictures = byStem(folder.files.filter(isPicture), nameOf);
    const samples = content.images.flatMap(({ id, file_name }): Sample[] => {
      const path = pictures.get(nameOf(file_name));
      const truth = truths.get(id);
      if (path === undefined || !truth) return [];
      return [{ name: path, load: async () => ({ picture: await folder.picture(path), truth }) }];
    });
    if (samples.length === 0) {
      throw new VitrineError(
        'bad-file',
        `coco: none of the ${content.images.length} pictures of ${annotations} is there`,
      );
    }
    const missing = content.images.length - samples.length;
    return {
      kind: 'boxes',
      layout: 'coco',
      classes: content.categories.map(({ name }) => name),
      samples: samples.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      notes: [annotations, ...(missing > 0 ? [`${missing} pictures that it names are not there`] : [])],
    };
  },
};
