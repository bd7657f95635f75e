import type { ClassLabel } from '../labels.ts';

/** Cityscapes' 19 evaluated classes by trainId, with its own colours. Source: cityscapesScripts, helpers/labels.py. */
export const cityscapes19: readonly ClassLabel[] = [
  { name: 'road', colour: [128, 64, 128] },
  { name: 'sidewalk', colour: [244, 35, 232] },
  { name: 'building', colour: [70, 70, 70] },
  { name: 'wall', colour: [102, 102, 156] },
  { name: 'fence', colour: [190, 153, 153] },
  { name: 'pole', colour: [153, 153, 153] },
  { name: 'traffic light', colour: [250, 170, 30] },
  { name: 'traffic sign', colour: [220, 220, 0] },
  { name: 'vegetation', colour: [107, 142, 35] },
  { name: 'terrain', colour: [152, 251, 152] },
  { name: 'sky', colour: [70, 130, 180] },
  { name: 'person', colour: [220, 20, 60] },
  { name: 'rider', colour: [255, 0, 0] },
  { name: 'car', colour: [0, 0, 142] },
  { name: 'truck', colour: [0, 0, 70] },
  { name: 'bus', colour: [0, 60, 100] },
  { name: 'train', colour: [0, 80, 100] },
  { name: 'motorcycle', colour: [0, 0, 230] },
  { name: 'bicycle', colour: [119, 11, 32] },
];
