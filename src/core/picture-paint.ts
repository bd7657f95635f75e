import { windowTaps, type MapWindow } from './map-window.ts';
import type { Picture } from './picture.ts';

/** Where a picture tensor's values lie: index = channel · planeStep + cell · cellStep. */
export interface PictureLayout {
  mapWidth: number;
  planeStep: number;
  cellStep: number;
}

export function pictureLayout(
  layout: 'nchw' | 'nhwc',
  { width, height }: { width: number; height: number },
): PictureLayout {
  const isPlanar = layout === 'nchw';
  return { mapWidth: width, planeStep: isPlanar ? width * height : 1, cellStep: isPlanar ? 1 : 3 };
}

/**
 * Replaces the picture by the model's, in place: bilinear between cells, clamped to 0..1. `data` is the whole output,
 * f32 RGB. CPU twin of `draw-picture`.
 */
export function paintPicture(
  picture: Picture,
  data: Float32Array,
  { mapWidth, planeStep, cellStep }: PictureLayout,
  window: MapWindow,
): void {
  const { width, height } = picture;
  const xs = windowTaps(window.width, window.spanX, window.startX, width);
  const ys = windowTaps(window.height, window.spanY, window.startY, height);
  const line = new Float32Array(window.width);
  for (let channel = 0; channel < 3; channel++) {
    const plane = channel * planeStep + (window.top * mapWidth + window.left) * cellStep;
    for (let y = 0, at = channel; y < height; y++) {
      const top = plane + ys.first[y]! * mapWidth * cellStep;
      const bottom = plane + ys.second[y]! * mapWidth * cellStep;
      for (let i = 0; i < line.length; i++) {
        const above = data[top + i * cellStep]!;
        line[i] = 255 * (above + (data[bottom + i * cellStep]! - above) * ys.weight[y]!);
      }
      for (let x = 0; x < width; x++, at += 4) {
        const left = line[xs.first[x]!]!;
        // A clamped array rounds and clamps.
        picture.data[at] = left + (line[xs.second[x]!]! - left) * xs.weight[x]!;
      }
    }
  }
}
