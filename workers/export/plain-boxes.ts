/** Rearranges a detector's own lists, inside its graph, into the two that core/plain-box-decoder reads. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';
import type { OutputSpec } from '#core/io-spec.ts';
import type { Tensor } from '#export/graph-builder.ts';
import { add, mul, sub } from '#export/ops/elementwise.ts';
import { concat, slice, transpose } from '#export/ops/shape.ts';
import { showShape } from '#export/tensor-data.ts';
import type { BoxForm } from './export.api.ts';

const SCORES = 'vitrine-scores';
const BOXES = 'vitrine-boxes';
const BOX_COLUMNS = 4;

/** Candidates above the threshold that are looked at; as the detectors of models/ have it. */
const CAP = 4096;

export const plainBoxOutputs: readonly OutputSpec[] = [
  { meaning: 'detector', name: SCORES, transfer: 'sparse', cap: CAP },
  { meaning: 'detector', name: BOXES, transfer: 'dense' },
];

/** `scores` [1,C,N] in 0..1, `boxes` [1,4,N]: centre x, centre y, width, height in pixels of the input. */
export function plainBoxes(
  outputs: Readonly<Record<string, Tensor>>,
  form: BoxForm,
  size: Size,
): Record<string, Tensor> {
  const boxList = asColumns(outputs[form.boxes], form);
  const isOne = form.boxes === form.scores;
  const scoreList = isOne ? boxList : asColumns(outputs[form.scores], form);
  const first = (isOne ? BOX_COLUMNS : 0) + (form.objectness ? 1 : 0);
  const classes = columns(scoreList, first);
  const scores = form.objectness ? mul(classes, columns(scoreList, first - 1, first)) : classes;
  return { [SCORES]: scores, [BOXES]: inPixels(boxesOf(boxList, form), form, size) };
}

/** [1,columns,N]. */
function asColumns(list: Tensor | undefined, { rows }: BoxForm): Tensor {
  if (list?.shape.length !== 3 || list.shape[0] !== 1) {
    const found = list ? showShape(list.shape) : 'nothing';
    throw new VitrineError('bad-shape', `A list of boxes has three axes, [1,N,columns]; found ${found}.`);
  }
  return rows === 'candidates' ? transpose(list, [0, 2, 1]) : list;
}

const columns = (list: Tensor, start: number, end?: number): Tensor => {
  if ((list.shape[1] ?? 0) <= start) {
    throw new VitrineError('bad-shape', `The list ${showShape(list.shape)} has no column ${start + 1}.`);
  }
  return slice(list, { axis: 1, start, end });
};

function boxesOf(list: Tensor, { corners }: BoxForm): Tensor {
  const boxes = columns(list, 0, BOX_COLUMNS);
  if (corners === 'centre-size') return boxes;
  const [from, to] = [columns(boxes, 0, 2), columns(boxes, 2, BOX_COLUMNS)];
  return concat([mul(add(from, to), 0.5), sub(to, from)], 1);
}

function inPixels(boxes: Tensor, { unit }: BoxForm, { width, height }: Size): Tensor {
  if (unit === 'pixels') return boxes;
  const sides = [width, height, width, height];
  return concat(
    sides.map((side, i) => mul(slice(boxes, { axis: 1, start: i, end: i + 1 }), side)),
    1,
  );
}
