import { boxAround, candidatesAbove } from './candidates.ts';
import type { BoxDecoder, DetectorTensor } from './decoder.ts';
import { VitrineError } from './errors/vitrine-error.ts';

const BOX_PLANES = 4;

/**
 * Decodes lists that are in plain form already: the first sparse output is the scores [1,C,N], the first dense one
 * the boxes [1,4,N] as centre x, centre y, width, height in model pixels. For models whose graph ends so.
 */
export const decodePlainBoxes: BoxDecoder = (outputs, { scoreThreshold }) => {
  const tensors = Object.values(outputs);
  const scores = tensors.find((each) => each.transfer === 'sparse');
  const boxes = tensors.find((each) => each.transfer === 'dense');
  const points = scores?.shape[2] ?? 0;
  const isPair = boxes?.shape[1] === BOX_PLANES && boxes.shape[2] === points;
  if (!scores || !isPair || boxes.data.length !== BOX_PLANES * points) {
    const found = tensors.map(({ shape }: DetectorTensor) => `[${shape.join()}]`).join(' and ');
    throw new VitrineError('bad-shape', `scores [1,C,N] and boxes [1,4,N] are expected, got ${found}`);
  }
  return candidatesAbove(scores, scoreThreshold, (index) => {
    const at = (plane: number) => boxes.data[plane * points + (index % points)] ?? 0;
    return { box: boxAround(at(0), at(1), at(2), at(3)), classIndex: Math.floor(index / points) };
  });
};
