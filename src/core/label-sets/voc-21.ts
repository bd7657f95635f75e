import type { ClassLabel } from '../labels.ts';

/** PASCAL VOC's background and 20 classes, with the colours of its own colour map (VOC devkit, VOClabelcolormap.m). */
export const voc21: readonly ClassLabel[] = [
  { name: 'background', colour: [0, 0, 0] },
  { name: 'aeroplane', colour: [128, 0, 0] },
  { name: 'bicycle', colour: [0, 128, 0] },
  { name: 'bird', colour: [128, 128, 0] },
  { name: 'boat', colour: [0, 0, 128] },
  { name: 'bottle', colour: [128, 0, 128] },
  { name: 'bus', colour: [0, 128, 128] },
  { name: 'car', colour: [128, 128, 128] },
  { name: 'cat', colour: [64, 0, 0] },
  { name: 'chair', colour: [192, 0, 0] },
  { name: 'cow', colour: [64, 128, 0] },
  { name: 'dining table', colour: [192, 128, 0] },
  { name: 'dog', colour: [64, 0, 128] },
  { name: 'horse', colour: [192, 0, 128] },
  { name: 'motorbike', colour: [64, 128, 128] },
  { name: 'person', colour: [192, 128, 128] },
  { name: 'potted plant', colour: [0, 64, 0] },
  { name: 'sheep', colour: [128, 64, 0] },
  { name: 'sofa', colour: [0, 192, 0] },
  { name: 'train', colour: [128, 192, 0] },
  { name: 'tv monitor', colour: [0, 64, 128] },
];
