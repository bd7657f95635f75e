/** The 80 classes of the COCO detection challenge, in the order that detectors number them from 0. */
import type { ClassLabel } from '../labels.ts';

const names = [
  'person',
  'bicycle',
  'car',
  'motorcycle',
  'airplane',
  'bus',
  'train',
  'truck',
  'boat',
  'traffic light',
  'fire hydrant',
  'stop sign',
  'parking meter',
  'bench',
  'bird',
  'cat',
  'dog',
  'horse',
  'sheep',
  'cow',
  'elephant',
  'bear',
  'zebra',
  'giraffe',
  'backpack',
  'umbrella',
  'handbag',
  'tie',
  'suitcase',
  'frisbee',
  'skis',
  'snowboard',
  'sports ball',
  'kite',
  'baseball bat',
  'baseball glove',
  'skateboard',
  'surfboard',
  'tennis racket',
  'bottle',
  'wine glass',
  'cup',
  'fork',
  'knife',
  'spoon',
  'bowl',
  'banana',
  'apple',
  'sandwich',
  'orange',
  'broccoli',
  'carrot',
  'hot dog',
  'pizza',
  'donut',
  'cake',
  'chair',
  'couch',
  'potted plant',
  'bed',
  'dining table',
  'toilet',
  'tv',
  'laptop',
  'mouse',
  'remote',
  'keyboard',
  'cell phone',
  'microwave',
  'oven',
  'toaster',
  'sink',
  'refrigerator',
  'book',
  'clock',
  'vase',
  'scissors',
  'teddy bear',
  'hair drier',
  'toothbrush',
] as const;

/** Turning the hue by the golden angle keeps neighbours in the list far apart on the colour wheel. */
const GOLDEN_ANGLE_DEGREES = 137.508;
const SATURATION = 0.8;
/** Cycled through, so that classes with similar hues still differ. */
const LIGHTNESS = [0.6, 0.72, 0.5] as const;

export const coco80: readonly ClassLabel[] = names.map((name, i) => ({
  name,
  colour: fromHsl((i * GOLDEN_ANGLE_DEGREES) % 360, SATURATION, LIGHTNESS[i % LIGHTNESS.length] ?? 0.6),
}));

/** sRGB bytes; hue in degrees, the others 0..1. Source: CSS Color 4, section 7 (hslToRgb). */
function fromHsl(hue: number, saturation: number, lightness: number): ClassLabel['colour'] {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (n: number) => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}
