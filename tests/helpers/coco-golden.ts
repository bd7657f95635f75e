/** Boxes in COCO's form with what pycocotools says of them (goldens/coco). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabelledBox, ScoredBox } from '#eval/detection.ts';

interface CocoBox {
  image_id: number;
  category_id: number;
  bbox: [number, number, number, number];
}

export interface CocoGolden {
  truth: LabelledBox[];
  found: ScoredBox[];
  expected: { stats: Record<string, number>; AP_per_category: Record<string, number> };
}

export function readCocoGolden(folder: string): CocoGolden {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const truth = read('ground-truth.json') as {
    annotations: (CocoBox & { area: number; iscrowd: number })[];
  };
  const found = read('detections.json') as (CocoBox & { score: number })[];
  const common = ({ image_id, category_id, bbox }: CocoBox) => ({
    image: image_id,
    category: category_id,
    bbox,
  });
  return {
    truth: truth.annotations.map((box) => ({ ...common(box), area: box.area, crowd: box.iscrowd === 1 })),
    found: found.map((box) => ({ ...common(box), score: box.score })),
    expected: read('expected.json') as CocoGolden['expected'],
  };
}
