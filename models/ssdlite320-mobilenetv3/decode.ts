import { boxAround } from '#core/candidates.ts';
import type { BoxDecoder, DetectorTensor } from '#core/decoder.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';
import type { Candidate } from '#core/result.ts';
import { anchorsOf, type Anchor } from './anchors.ts';

/** Numbers of COCO's 91 that no class has. Source: torchvision's COCO categories, "N/A". */
const HOLES = [12, 26, 29, 30, 45, 66, 68, 69, 71, 83];
const COCO_NUMBERS = 91;

/** Place among coco80 of each of the 91 columns; −1 for the background and what stands for nothing. */
const CLASS_OF = Array.from({ length: COCO_NUMBERS }, (_, number) =>
  number === 0 || HOLES.includes(number) ? -1 : number - 1 - HOLES.filter((hole) => hole < number).length,
);

/** What the four regressed values were multiplied by in training, and the most a side may grow by (BoxCoder). */
const [CENTRE_WEIGHT, SIZE_WEIGHT] = [10, 5];
const MOST_LOG_GROWTH = Math.log(1000 / 16);

/** `bbox_regression` [1,N,4]: moves of N anchors. `cls_logits` [1,N,91], to be compared by softmax. */
export const decode: BoxDecoder = (outputs, { model, scoreThreshold }) => {
  const anchors = anchorsFor(model);
  const moves = rowsOf(outputs['bbox_regression'], 'bbox_regression', anchors.length, 4);
  const logits = rowsOf(outputs['cls_logits'], 'cls_logits', anchors.length, COCO_NUMBERS);
  // A class as likely as the threshold is at most this far below the background, however the others share the rest.
  const margin = Math.log(scoreThreshold / (1 - scoreThreshold));
  const candidates: Candidate[] = [];
  anchors.forEach((anchor, row) => {
    const scores = logits.subarray(row * COCO_NUMBERS, (row + 1) * COCO_NUMBERS);
    const best = scores.reduce((most, logit) => Math.max(most, logit));
    if (best - scores[0]! < margin) return;
    const sum = scores.reduce((total, logit) => total + Math.exp(logit - best), 0);
    scores.forEach((logit, number) => {
      const score = Math.exp(logit - best) / sum;
      const classIndex = CLASS_OF[number]!;
      if (classIndex < 0 || !(score >= scoreThreshold)) return;
      candidates.push({ box: moved(anchor, moves.subarray(row * 4, row * 4 + 4)), classIndex, score });
    });
  });
  return candidates;
};

let known: { model: Size; anchors: readonly Anchor[] } | undefined;

/** The size rarely changes, frames come thirty times a second. */
function anchorsFor(model: Size): readonly Anchor[] {
  if (known?.model.width !== model.width || known.model.height !== model.height) {
    known = { model, anchors: anchorsOf(model) };
  }
  return known.anchors;
}

function rowsOf(
  tensor: DetectorTensor | undefined,
  name: string,
  rows: number,
  columns: number,
): Float32Array {
  if (tensor?.transfer === 'dense' && tensor.data.length === rows * columns) return tensor.data;
  const found = tensor ? `${tensor.transfer} [${tensor.shape.join()}]` : 'nothing';
  throw new VitrineError(
    'bad-shape',
    `ssdlite320-mobilenetv3: dense ${name} [1,${rows},${columns}] is expected, got ${found}`,
  );
}

function moved({ centreX, centreY, width, height }: Anchor, [dx, dy, dw, dh]: Float32Array) {
  const [x, y] = [centreX + (dx! / CENTRE_WEIGHT) * width, centreY + (dy! / CENTRE_WEIGHT) * height];
  const grown = (side: number, by: number) => side * Math.exp(Math.min(by / SIZE_WEIGHT, MOST_LOG_GROWTH));
  return boxAround(x, y, grown(width, dw!), grown(height, dh!));
}
