/** How far two results of one frame say the same. */
import { iou, type Size } from '#core/geometry.ts';
import type { ClassLabel } from '#core/labels.ts';
import type { Detection, ResultMap, ResultSummary } from '#core/result.ts';
import { onCommonGrid } from './common-grid.ts';
import { canonical } from './match-classes.ts';
import { emptyConfusion, meanIou } from './segmentation.ts';

/** A result as it was shown. `map` is needed for label maps and mattes. */
export interface Shown {
  summary: ResultSummary;
  map?: ResultMap;
  labels: readonly ClassLabel[];
  frame: Size;
}

export interface Agreement {
  /** Mean IoU over classes; mean absolute difference of opacity; F1 of boxes; people more in b; classes or lines shared. */
  measure: 'miou' | 'mae' | 'f1' | 'count' | 'classes' | 'lines';
  /** In the measure's own unit. */
  figure: number;
  /** 0..1; 1: the two say the same. */
  share: number;
}

/** Boxes that overlap this much show the same object, as in PASCAL VOC. */
const SAME_BOX_IOU = 0.5;

/** Undefined where the two cannot be compared: other kinds, maps that are not there, pictures. */
export function agreementOf(a: Shown, b: Shown): Agreement | undefined {
  const [of, and] = [a.summary, b.summary];
  if (of.kind === 'boxes' && and.kind === 'boxes') {
    const pairs = matchBoxes(a, b).length;
    const total = of.detections.length + and.detections.length;
    return same('f1', total === 0 ? 1 : (2 * pairs) / total);
  }
  if (of.kind === 'density-map' && and.kind === 'density-map') {
    const figure = and.count - of.count;
    // Below one person a difference of counts is noise.
    const scale = Math.max(Math.abs(of.count), Math.abs(and.count), 1);
    return { measure: 'count', figure, share: Math.max(0, 1 - Math.abs(figure) / scale) };
  }
  if (of.kind === 'classes' && and.kind === 'classes')
    return same('classes', shared(of.top.map(nameOf), and.top.map(nameOf)));
  if (of.kind === 'text' && and.kind === 'text')
    return same('lines', shared(of.lines.map(textOf), and.lines.map(textOf)));
  if (!a.map || !b.map || a.map.kind !== b.map.kind) return undefined;
  if (a.map.kind === 'label-map') return same('miou', labelAgreement(a, b, a.map, b.map));
  if (a.map.kind === 'alpha-matte') {
    const figure = meanDifference(a.map, b.map);
    return { measure: 'mae', figure, share: 1 - figure };
  }
  return undefined;
}

/** Which detections of a and b show the same object: pairs of indices, the best overlap first, each box once. */
export function matchBoxes(a: Shown, b: Shown): [a: number, b: number][] {
  if (a.summary.kind !== 'boxes' || b.summary.kind !== 'boxes') return [];
  const [first, second] = [a.summary.detections, b.summary.detections];
  const names = ({ labels }: Shown, all: readonly Detection[]) =>
    all.map(({ classIndex }) => className(labels, classIndex));
  const [ofFirst, ofSecond] = [names(a, first), names(b, second)];
  const candidates: { i: number; j: number; overlap: number }[] = [];
  for (const [i, one] of first.entries()) {
    for (const [j, other] of second.entries()) {
      if (ofFirst[i] !== ofSecond[j]) continue;
      const overlap = iou(one.box, other.box);
      if (overlap >= SAME_BOX_IOU) candidates.push({ i, j, overlap });
    }
  }
  const [taken, given] = [new Set<number>(), new Set<number>()];
  return candidates
    .sort((x, y) => y.overlap - x.overlap)
    .flatMap(({ i, j }): [number, number][] => {
      if (taken.has(i) || given.has(j)) return [];
      taken.add(i);
      given.add(j);
      return [[i, j]];
    });
}

/** Numbers that are the same for classes of the same name, for each class of a and of b; and how many there are. */
export function commonClasses(a: Shown, b: Shown): { ofA: number[]; ofB: number[]; count: number } {
  const numbers = new Map<string, number>();
  const number = (labels: readonly ClassLabel[], index: number) => {
    const name = className(labels, index);
    const known = numbers.get(name) ?? numbers.size;
    numbers.set(name, known);
    return known;
  };
  const classes = ({ summary }: Shown) => (summary.kind === 'label-map' ? summary.shares : []);
  const ofA = classes(a).map((_, index) => number(a.labels, index));
  const ofB = classes(b).map((_, index) => number(b.labels, index));
  return { ofA, ofB, count: numbers.size };
}

function labelAgreement(a: Shown, b: Shown, mapA: ResultMap, mapB: ResultMap): number {
  const { ofA, ofB, count } = commonClasses(a, b);
  const grid = onCommonGrid(mapA, mapB);
  // Cells are counted by the models' own numbers, and only the few pairs of numbers are then given names.
  const pairs = new Uint32Array(ofA.length * ofB.length);
  for (let i = 0; i < grid.a.length; i++) pairs[grid.a[i]! * ofB.length + grid.b[i]!]!++;
  const confusion = emptyConfusion(count);
  for (const [of, row] of ofA.entries()) {
    for (const [and, column] of ofB.entries()) confusion[row]![column]! += pairs[of * ofB.length + and]!;
  }
  return meanIou(confusion);
}

function meanDifference(a: ResultMap, b: ResultMap): number {
  const grid = onCommonGrid(a, b);
  let sum = 0;
  for (let i = 0; i < grid.a.length; i++) sum += Math.abs(grid.a[i]! - grid.b[i]!);
  return sum / grid.a.length;
}

/** Of what either lists, the part that both do; 1 where both list nothing. */
function shared(a: readonly string[], b: readonly string[]): number {
  const all = new Set([...a, ...b]);
  return all.size === 0 ? 1 : [...all].filter((one) => a.includes(one) && b.includes(one)).length / all.size;
}

const same = (measure: Agreement['measure'], share: number): Agreement => ({ measure, figure: share, share });
const nameOf = ({ name }: { name: string }) => canonical(name);
const textOf = ({ text }: { text: string }) => text;
const className = (labels: readonly ClassLabel[], index: number) =>
  canonical(labels[index]?.name ?? `${index}`);
