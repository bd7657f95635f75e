/**
 * COCO in the form of YOLO trainers, as coco128 is published: `images/<name>.jpg` and `labels/<name>.txt`, a line a box:
 * class, centre and size, relative to the picture. Classes are COCO's 80. Boxes have no masks, so areas are the boxes' own,
 * and crowds are not marked.
 */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { coco80 } from '#core/label-sets/coco-80.ts';
import { byStem, isIn, isPicture, stemOf } from '../file-names.ts';
import type { Layout, Truth } from '../labelled-data.ts';
import type { Size } from '#core/geometry.ts';

const isText = (path: string) => path.endsWith('.txt') && partsOfLabels(path);
const partsOfLabels = (path: string) => path.split('/').includes('labels');

export const layout: Layout = {
  description: 'YOLO text, COCO’s 80 classes: images/*.jpg and labels/*.txt',
  isLaidOut: (files) => files.some(isText) && files.some((path) => isPicture(path)),
  open(folder) {
    const labels = byStem(folder.files.filter(isText));
    const pictures = folder.files.filter((path) => isPicture(path) && !isIn(path, 'labels'));
    // Trainers write no file for a picture without objects.
    const samples = pictures.map((path) => ({
      name: path,
      async load() {
        const picture = await folder.picture(path);
        const label = labels.get(stemOf(path));
        const text = label === undefined ? '' : new TextDecoder().decode(await folder.read(label));
        return { picture, truth: readBoxes(text, label ?? path, picture) };
      },
    }));
    return Promise.resolve({
      kind: 'boxes',
      layout: 'yolo',
      classes: coco80.map(({ name }) => name),
      samples,
      notes: ['areas are those of boxes; crowds are not marked'],
    });
  },
};

function readBoxes(text: string, path: string, { width, height }: Size): Truth {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const boxes = lines.map((line, i) => {
    const [category, x, y, w, h] = line.trim().split(/\s+/).map(Number);
    const isKnown = category !== undefined && Number.isInteger(category) && category in coco80;
    if (!isKnown || ![x, y, w, h].every((value) => value !== undefined && value >= 0 && value <= 1)) {
      throw new VitrineError(
        'bad-file',
        `${path}, line ${i + 1}: a class and four numbers in 0..1 are wanted, got “${line.slice(0, 80)}”`,
      );
    }
    const [left, top] = [(x! - w! / 2) * width, (y! - h! / 2) * height];
    return { category, bbox: [left, top, w! * width, h! * height] as const, area: w! * width * h! * height };
  });
  return { kind: 'boxes', boxes };
}
