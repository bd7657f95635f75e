import type { ClassLabel } from '../labels.ts';

/** CamVid's 11 classes in SegNet's order and colours. Source: alexgkendall/SegNet-Tutorial, Scripts/test_segmentation_camvid.py. */
export const camvid11: readonly ClassLabel[] = [
  { name: 'sky', colour: [128, 128, 128] },
  { name: 'building', colour: [128, 0, 0] },
  { name: 'pole', colour: [192, 192, 128] },
  { name: 'road', colour: [128, 64, 128] },
  { name: 'pavement', colour: [60, 40, 222] },
  { name: 'tree', colour: [128, 128, 0] },
  { name: 'sign symbol', colour: [192, 128, 128] },
  { name: 'fence', colour: [64, 64, 128] },
  { name: 'car', colour: [64, 0, 128] },
  { name: 'pedestrian', colour: [64, 64, 0] },
  { name: 'bicyclist', colour: [0, 128, 192] },
];
