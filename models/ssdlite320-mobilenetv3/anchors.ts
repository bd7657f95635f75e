/** The boxes that SSDLite starts from. Source: torchvision 0.28, models/detection/anchor_utils.py (DefaultBoxGenerator). */
import type { Size } from '#core/geometry.ts';

export interface Anchor {
  centreX: number;
  centreY: number;
  width: number;
  height: number;
}

/** The finest map has a 16th of the input's size, each further one half of the one before, rounded up. */
const MAPS = 6;
const FINEST_STRIDE = 16;

/** Side of the square box of each map, as a part of the input's; one more for the map that would come next. */
const SCALES = [0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1];

/** Besides two squares, boxes as wide and as tall as this times their other side. */
const RATIOS = [2, 3];

/** In model pixels: map by map, row by row, six to a cell. */
export function anchorsOf(model: Size): Anchor[] {
  const anchors: Anchor[] = [];
  let [columns, rows] = [Math.ceil(model.width / FINEST_STRIDE), Math.ceil(model.height / FINEST_STRIDE)];
  for (let map = 0; map < MAPS; map++) {
    const shapes = shapesOf(map);
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++) {
        const [centreX, centreY] = [((x + 0.5) / columns) * model.width, ((y + 0.5) / rows) * model.height];
        for (const { width, height } of shapes) {
          anchors.push({ centreX, centreY, width: width * model.width, height: height * model.height });
        }
      }
    }
    [columns, rows] = [Math.ceil(columns / 2), Math.ceil(rows / 2)];
  }
  return anchors;
}

/** Of a map's boxes, as parts of the input's size; none is larger than the input. */
function shapesOf(map: number): Size[] {
  const [scale = 1, next = 1] = SCALES.slice(map, map + 2);
  const between = Math.sqrt(scale * next);
  const shapes: Size[] = [
    { width: scale, height: scale },
    { width: between, height: between },
  ];
  for (const ratio of RATIOS) {
    const [long, short] = [Math.min(1, scale * Math.sqrt(ratio)), scale / Math.sqrt(ratio)];
    shapes.push({ width: long, height: short }, { width: short, height: long });
  }
  return shapes;
}
