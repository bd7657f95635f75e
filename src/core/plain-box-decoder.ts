import type { BoxDecoder, DetectorTensor } from './decoder.ts';
import { VitrineError } from './errors/vitrine-error.ts';
import type { Candidate } from './result.ts';

const BOX_PLANES = 4;

/**
 * Decodes lists that are in plain form already: the first sparse output is the scores [1,C,N], the first dense one
 * the boxes [1,4,N] as centre x, centre y, width, height in model pixels. For models without a decode.ts of their own.
 */
export const decodePlainBoxes: BoxDecoder = (outputs, { scoreThreshold }) => {
  const tensors = Object.values(outputs);
  const scores = tensors.find((each) => each.transfer === 'sparse');
  const boxes = tensors.find((each) => each.transfer === 'dense');
  const points = scores?.shape[2] ?? 0;
  if (!scores || !boxes || boxes.shape[2] !== points || boxes.data.length !== BOX_PLANES * points) {
    const found = tensors.map(({ shape }: DetectorTensor) => `[${shape.join()}]`).join(' and ');
    throw new VitrineError('bad-shape', `scores [1,C,N] and boxes [1,4,N] are expected, got ${found}`);
  }
  const candidates: Candidate[] = [];
  scores.indices.forEach((index, i) => {
    const score = scores.values[i] ?? 0;
    if (!(score >= scoreThreshold)) return;
    const at = (plane: number) => boxes.data[plane * points + (index % points)] ?? 0;
    const [x, y, halfWidth, halfHeight] = [at(0), at(1), at(2) / 2, at(3) / 2];
    candidates.push({
      box: { left: x - halfWidth, top: y - halfHeight, right: x + halfWidth, bottom: y + halfHeight },
      classIndex: Math.floor(index / points),
      score,
    });
  });
  return candidates;
};
