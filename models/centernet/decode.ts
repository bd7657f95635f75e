import { candidatesAbove } from '#core/candidates.ts';
import type { BoxDecoder } from '#core/decoder.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';

/** Planes of `wh`: distances in model pixels from the cell's corner to the box edges. */
const [LEFT, TOP, RIGHT, BOTTOM] = [0, 1, 2, 3];
const WH_PLANES = 4;

/**
 * `peaks` [1,C,h,w]: class heat at its local maxima, else 0. `wh` [1,4,h,w]. A cell (x, y) stands for the model pixel
 * (x · stride, y · stride), as the model's own detections tail has it (mul_3 … concat_1 of the TFJS graph).
 */
export const decode: BoxDecoder = ({ peaks, wh }, { model, scoreThreshold }) => {
  if (peaks?.transfer !== 'sparse' || wh?.transfer !== 'dense') {
    throw new VitrineError('bad-shape', 'centernet: sparse peaks and dense wh are expected');
  }
  const [, , height = 0, width = 0] = peaks.shape;
  const cells = height * width;
  const isPair = wh.shape[1] === WH_PLANES && wh.shape[2] === height && wh.shape[3] === width;
  if (cells === 0 || !isPair || wh.data.length !== WH_PLANES * cells) {
    throw new VitrineError(
      'bad-shape',
      `centernet: peaks [1,C,h,w] and wh [1,4,h,w] are expected, got [${peaks.shape.join()}] and [${wh.shape.join()}]`,
    );
  }
  const [strideX, strideY] = [model.width / width, model.height / height];
  return candidatesAbove(peaks, scoreThreshold, (index) => {
    const cell = index % cells;
    const [x, y] = [(cell % width) * strideX, Math.floor(cell / width) * strideY];
    const reach = (plane: number) => wh.data[plane * cells + cell] ?? 0;
    return {
      box: { left: x - reach(LEFT), top: y - reach(TOP), right: x + reach(RIGHT), bottom: y + reach(BOTTOM) },
      classIndex: Math.floor(index / cells),
    };
  });
};
