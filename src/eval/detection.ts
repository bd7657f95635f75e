/**
 * Average precision as COCO defines it (pycocotools' COCOeval, bounding boxes): greedy matching by score, crowd and
 * out-of-range boxes ignored, precision interpolated at 101 recalls. Checked against goldens/coco/expected.json.
 */
export interface LabelledBox {
  image: number | string;
  category: number;
  /** Left, top, width, height. */
  bbox: readonly [number, number, number, number];
  /** Of the object; for boxes without a mask, of the box. */
  area: number;
  /** Stands for many objects: matching it is neither right nor wrong. */
  crowd?: boolean;
}

export interface ScoredBox extends Omit<LabelledBox, 'area' | 'crowd'> {
  score: number;
}

export interface EvaluationOptions {
  iouThresholds: readonly number[];
  /** Areas outside are ignored. */
  area?: readonly [number, number];
  /** Detections considered per image and category. */
  maxDetections?: number;
}

export interface Precision {
  /** Mean over thresholds and categories that have objects. */
  ap: number;
  ar: number;
  /** By category, mean over thresholds. */
  byCategory: Map<number, number>;
}

/** The ten thresholds of COCO's headline figure. */
export const COCO_IOUS = Array.from({ length: 10 }, (_, i) => 0.5 + i * 0.05);

/** Areas of COCO's small, medium and large objects, in square pixels, as pycocotools bounds them. */
export const COCO_AREAS = {
  small: [0, 32 ** 2],
  medium: [32 ** 2, 96 ** 2],
  large: [96 ** 2, 1e10],
} as const;

/** As numpy.linspace rounds them: i · 0.01, not i / 100; recalls are compared with these. */
const RECALL_POINTS = Array.from({ length: 101 }, (_, i) => (i < 100 ? i * 0.01 : 1));

export function averagePrecision(
  truth: readonly LabelledBox[],
  found: readonly ScoredBox[],
  options: EvaluationOptions,
): Precision {
  const categories = [...new Set(truth.map((box) => box.category))].sort((a, b) => a - b);
  const byCategory = new Map<number, number>();
  const aps: number[] = [];
  const recalls: number[] = [];
  for (const category of categories) {
    const scores = options.iouThresholds.map((threshold) =>
      evaluateCategory(
        truth.filter((box) => box.category === category),
        found.filter((box) => box.category === category),
        threshold,
        options,
      ),
    );
    const counted = scores.filter((score) => score !== undefined);
    if (counted.length === 0) continue;
    byCategory.set(category, mean(counted.map((score) => score.ap)));
    aps.push(...counted.map((score) => score.ap));
    recalls.push(...counted.map((score) => score.recall));
  }
  return { ap: mean(aps), ar: mean(recalls), byCategory };
}

interface Judged {
  score: number;
  verdict: 'right' | 'wrong' | 'ignored';
}

function evaluateCategory(
  truth: readonly LabelledBox[],
  found: readonly ScoredBox[],
  threshold: number,
  { area = [0, Infinity], maxDetections = 100 }: EvaluationOptions,
): { ap: number; recall: number } | undefined {
  const isOutside = (value: number) => value < area[0] || value > area[1];
  const truthOf = groupByImage(truth);
  const judged: Judged[] = [];
  let objects = 0;
  const foundOf = groupByImage(found);
  // Equal scores stay in the order of the images.
  const images = [...new Set([...truthOf.keys(), ...foundOf.keys()])].sort((a, b) => (a < b ? -1 : 1));
  for (const image of images) {
    const labelled = (truthOf.get(image) ?? [])
      .map((box) => ({ ...box, ignored: box.crowd === true || isOutside(box.area), taken: false }))
      .sort((a, b) => Number(a.ignored) - Number(b.ignored));
    objects += labelled.filter((box) => !box.ignored).length;
    const best = (foundOf.get(image) ?? []).toSorted((a, b) => b.score - a.score).slice(0, maxDetections);
    for (const box of best) {
      const match = bestMatch(box, labelled, threshold);
      if (match) match.taken = true;
      const ignored = match ? match.ignored : isOutside(box.bbox[2] * box.bbox[3]);
      judged.push({ score: box.score, verdict: ignored ? 'ignored' : match ? 'right' : 'wrong' });
    }
  }
  return objects === 0 ? undefined : curve(judged, objects);
}

/** The free object that the box overlaps most, at least by `threshold`; an ignored one only where no other fits. */
function bestMatch<T extends LabelledBox & { ignored: boolean; taken: boolean }>(
  box: ScoredBox,
  labelled: readonly T[],
  threshold: number,
): T | undefined {
  let overlap = Math.min(threshold, 1 - 1e-10);
  let match: T | undefined;
  for (const each of labelled) {
    if (each.taken && each.crowd !== true) continue;
    if (match && !match.ignored && each.ignored) break;
    const value = overlapOf(box.bbox, each.bbox, each.crowd === true);
    if (value < overlap) continue;
    overlap = value;
    match = each;
  }
  return match;
}

function curve(judged: readonly Judged[], objects: number): { ap: number; recall: number } {
  const ranked = judged.filter(({ verdict }) => verdict !== 'ignored').toSorted((a, b) => b.score - a.score);
  const points: { recall: number; precision: number }[] = [];
  let right = 0;
  ranked.forEach(({ verdict }, i) => {
    if (verdict === 'right') right++;
    points.push({ recall: right / objects, precision: right / (i + 1) });
  });
  // Precision at a recall is the best at that recall or any higher one.
  for (let i = points.length - 2; i >= 0; i--) {
    points[i]!.precision = Math.max(points[i]!.precision, points[i + 1]!.precision);
  }
  const sampled = RECALL_POINTS.map(
    (recall) => points.find((point) => point.recall >= recall)?.precision ?? 0,
  );
  return { ap: mean(sampled), recall: points.at(-1)?.recall ?? 0 };
}

/** IoU; for a crowd region the part of the detection that lies in it. */
function overlapOf(found: LabelledBox['bbox'], truth: LabelledBox['bbox'], crowd: boolean): number {
  const width = Math.min(found[0] + found[2], truth[0] + truth[2]) - Math.max(found[0], truth[0]);
  const height = Math.min(found[1] + found[3], truth[1] + truth[3]) - Math.max(found[1], truth[1]);
  if (width <= 0 || height <= 0) return 0;
  const intersection = width * height;
  const area = found[2] * found[3];
  return intersection / (crowd ? area : area + truth[2] * truth[3] - intersection);
}

function groupByImage<T extends { image: number | string }>(boxes: readonly T[]): Map<number | string, T[]> {
  const groups = new Map<number | string, T[]>();
  for (const box of boxes) {
    const group = groups.get(box.image);
    if (group) group.push(box);
    else groups.set(box.image, [box]);
  }
  return groups;
}

/** 0 for nothing. */
const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
