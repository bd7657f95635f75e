import { candidatesAbove } from '#core/candidates.ts';
import type { BoxDecoder } from '#core/decoder.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';

/** Corners of a box, in this order, in pixels of the input: the graph has decoded them. */
const [LEFT, TOP, RIGHT, BOTTOM] = [0, 1, 2, 3];
const CORNERS = 4;

/** `scores` [1,N,C] after the sigmoid, `boxes` [1,N,4]; N points of three maps, finest first. */
export const decode: BoxDecoder = ({ scores, boxes }, { scoreThreshold }) => {
  if (scores?.transfer !== 'sparse' || boxes?.transfer !== 'dense') {
    throw new VitrineError('bad-shape', 'damo-yolo: sparse scores and dense boxes are expected');
  }
  const [, points = 0, classes = 0] = scores.shape;
  if (classes === 0 || boxes.shape[1] !== points || boxes.data.length !== CORNERS * points) {
    throw new VitrineError(
      'bad-shape',
      `damo-yolo: scores [1,N,C] and boxes [1,N,4] are expected, ` +
        `got [${scores.shape.join()}] and [${boxes.shape.join()}]`,
    );
  }
  return candidatesAbove(scores, scoreThreshold, (index) => {
    const point = Math.floor(index / classes);
    const at = (corner: number) => boxes.data[point * CORNERS + corner] ?? 0;
    return {
      box: { left: at(LEFT), top: at(TOP), right: at(RIGHT), bottom: at(BOTTOM) },
      classIndex: index % classes,
    };
  });
};
