import { boxAround, candidatesAbove } from '#core/candidates.ts';
import type { BoxDecoder } from '#core/decoder.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';

/** Pixels a grid cell covers, finest level first; cells of all levels stand one after the other, row by row. */
const STRIDES = [8, 16, 32] as const;

/** Planes of `boxes`: centre relative to the cell in cells, and the logarithm of the size in cells. */
const [CENTRE_X, CENTRE_Y, LOG_WIDTH, LOG_HEIGHT] = [0, 1, 2, 3];
const BOX_PLANES = 4;

/**
 * `scores` [1,80,N]: objectness · class. `boxes` [1,4,N]. Centre = (cell + offset) · stride, size = exp(log) · stride.
 * Source of the formula: YOLOX paper, section 2.1, and its demo's postprocess.
 */
export const decode: BoxDecoder = ({ scores, boxes }, { model, scoreThreshold }) => {
  if (scores?.transfer !== 'sparse' || boxes?.transfer !== 'dense') {
    throw new VitrineError('bad-shape', 'yolox-nano: sparse scores and dense boxes are expected');
  }
  const count = cellCount(model);
  if (scores.shape[2] !== count || boxes.shape[2] !== count || boxes.data.length !== BOX_PLANES * count) {
    throw new VitrineError(
      'bad-shape',
      `yolox-nano: ${model.width} × ${model.height} has ${count} cells, ` +
        `got scores [${scores.shape.join()}] and boxes [${boxes.shape.join()}]`,
    );
  }
  return candidatesAbove(scores, scoreThreshold, (index) => {
    const row = index % count;
    const at = (plane: number) => boxes.data[plane * count + row] ?? 0;
    const { x, y, stride } = cellAt(row, model);
    const [centreX, centreY] = [(x + at(CENTRE_X)) * stride, (y + at(CENTRE_Y)) * stride];
    const [width, height] = [Math.exp(at(LOG_WIDTH)) * stride, Math.exp(at(LOG_HEIGHT)) * stride];
    return { box: boxAround(centreX, centreY, width, height), classIndex: Math.floor(index / count) };
  });
};

const cellsOf = ({ width, height }: Size, stride: number): number => (width / stride) * (height / stride);

const cellCount = (model: Size): number => STRIDES.reduce((sum, stride) => sum + cellsOf(model, stride), 0);

function cellAt(row: number, model: Size): { x: number; y: number; stride: number } {
  let rest = row;
  for (const stride of STRIDES) {
    const cells = cellsOf(model, stride);
    const across = model.width / stride;
    if (rest < cells) return { x: rest % across, y: Math.floor(rest / across), stride };
    rest -= cells;
  }
  throw new VitrineError('internal', `yolox-nano: row ${row} lies beyond the last level`);
}
