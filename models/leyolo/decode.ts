import type { BoxDecoder } from '#core/decoder.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Candidate } from '#core/result.ts';

/** Planes of `boxes`, in pixels of the model's input. */
const [CENTRE_X, CENTRE_Y, WIDTH, HEIGHT] = [0, 1, 2, 3];
const BOX_PLANES = 4;

/** `scores` [1,C,N] and `boxes` [1,4,N]: the graph has already put the boxes into pixels. */
export const decode: BoxDecoder = ({ scores, boxes }, { scoreThreshold }) => {
  if (scores?.transfer !== 'sparse' || boxes?.transfer !== 'dense') {
    throw new VitrineError('bad-shape', 'leyolo: sparse scores and dense boxes are expected');
  }
  const points = scores.shape[2] ?? 0;
  if (
    boxes.shape[1] !== BOX_PLANES ||
    boxes.shape[2] !== points ||
    boxes.data.length !== BOX_PLANES * points
  ) {
    throw new VitrineError(
      'bad-shape',
      `leyolo: scores [1,C,N] and boxes [1,4,N] are expected, got [${scores.shape.join()}] and [${boxes.shape.join()}]`,
    );
  }
  const candidates: Candidate[] = [];
  scores.indices.forEach((index, i) => {
    const score = scores.values[i] ?? 0;
    if (!(score >= scoreThreshold)) return;
    const at = (plane: number) => boxes.data[plane * points + (index % points)] ?? 0;
    const [x, y, halfWidth, halfHeight] = [at(CENTRE_X), at(CENTRE_Y), at(WIDTH) / 2, at(HEIGHT) / 2];
    candidates.push({
      box: { left: x - halfWidth, top: y - halfHeight, right: x + halfWidth, bottom: y + halfHeight },
      classIndex: Math.floor(index / points),
      score,
    });
  });
  return candidates;
};
