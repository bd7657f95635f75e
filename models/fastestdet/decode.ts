import { boxAround, candidatesAbove } from '#core/candidates.ts';
import type { BoxDecoder } from '#core/decoder.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';

/** Pixels a cell of the only level covers. */
const STRIDE = 16;

/**
 * Side of the pictures it was trained with. The published formula says "of the whole picture", which is the same at
 * this size; at others a network of convolutions still means the pixels it learned (measured, see the card).
 */
const TRAINED_SIDE = 352;

/** Planes of `boxes`: centre relative to the cell before tanh, size relative to the trained side before sigmoid. */
const [CENTRE_X, CENTRE_Y, WIDTH, HEIGHT] = [0, 1, 2, 3];
const BOX_PLANES = 4;

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * `scores` [1,80,h,w]: objectness · class. `boxes` [1,4,h,w]. Centre = cell + tanh, in cells; size =
 * sigmoid, of the trained side. Source: handle_preds in the repository's utils/tool.py.
 */
export const decode: BoxDecoder = ({ scores, boxes }, { model, scoreThreshold }) => {
  if (scores?.transfer !== 'sparse' || boxes?.transfer !== 'dense') {
    throw new VitrineError('bad-shape', 'fastestdet: sparse scores and dense boxes are expected');
  }
  const [across, down] = [model.width / STRIDE, model.height / STRIDE];
  const count = across * down;
  const isMap = (shape: readonly number[]) => shape[2] === down && shape[3] === across;
  if (!isMap(scores.shape) || !isMap(boxes.shape) || boxes.data.length !== BOX_PLANES * count) {
    throw new VitrineError(
      'bad-shape',
      `fastestdet: ${model.width} × ${model.height} has ${across} × ${down} cells, ` +
        `got scores [${scores.shape.join()}] and boxes [${boxes.shape.join()}]`,
    );
  }
  return candidatesAbove(scores, scoreThreshold, (index) => {
    const cell = index % count;
    const at = (plane: number) => boxes.data[plane * count + cell] ?? 0;
    const centreX = ((cell % across) + Math.tanh(at(CENTRE_X))) * STRIDE;
    const centreY = (Math.floor(cell / across) + Math.tanh(at(CENTRE_Y))) * STRIDE;
    const [width, height] = [sigmoid(at(WIDTH)) * TRAINED_SIDE, sigmoid(at(HEIGHT)) * TRAINED_SIDE];
    return { box: boxAround(centreX, centreY, width, height), classIndex: Math.floor(index / count) };
  });
};
