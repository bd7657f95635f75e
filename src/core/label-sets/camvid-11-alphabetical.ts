import type { ClassLabel } from '../labels.ts';

/**
 * CamVid's 11 classes in alphabetical order, as P2AT and PIDNet number them, with the data set's own colours. SegNet's
 * order (camvid-11.ts) is another: the wrong one gives a picture that looks plausible and is not.
 */
export const camvid11Alphabetical: readonly ClassLabel[] = [
  { name: 'bicyclist', colour: [0, 128, 192] },
  { name: 'building', colour: [128, 0, 0] },
  { name: 'car', colour: [64, 0, 128] },
  { name: 'pole', colour: [192, 192, 128] },
  { name: 'fence', colour: [64, 64, 128] },
  { name: 'pedestrian', colour: [64, 64, 0] },
  { name: 'road', colour: [128, 64, 128] },
  { name: 'pavement', colour: [0, 0, 192] },
  { name: 'sign symbol', colour: [192, 128, 128] },
  { name: 'sky', colour: [128, 128, 128] },
  { name: 'tree', colour: [128, 128, 0] },
];
